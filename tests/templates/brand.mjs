// Two templates made with PptxGenJS, as a developer of an organization would define its brand in
// code: `node brand.mjs PATH_OF_PPTXGENJS FOLDER` writes genjs-wide.pptx and genjs-4x3.pptx.
import { createRequire } from "node:module";
import path from "node:path";

const [, , library, folder] = process.argv;
const PptxGenJS = createRequire(import.meta.url)(library);

// Pictures of one dot: the mark in blue, the ground of a cover in cream.
const DOT = "image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42m";
const MARK = DOT + "Pgjl8KAAGIARDkbb4KAAAAAElFTkSuQmCC";
const CREAM = DOT + "P4//kaAAW9AsnNwqI9AAAAAElFTkSuQmCC";

function holder(name, type, box, text, look = {}) {
  return { placeholder: { options: { name, type, ...box, ...look }, text } };
}

// Names in Spanish, 16:9, Segoe UI (which few machines have), literal colours throughout.
function wide() {
  const deck = new PptxGenJS();
  deck.layout = "LAYOUT_WIDE";
  deck.title = "Plantilla";
  deck.theme = { headFontFace: "Segoe UI Semibold", bodyFontFace: "Segoe UI" };
  const number = { x: 12.2, y: 7.0, w: 0.8, h: 0.3, fontSize: 10, color: "44546A", align: "right" };
  const strip = { rect: { x: 0, y: 0, w: "100%", h: 0.12, fill: { color: "0B5FA5" } } };
  const logo = { image: { x: 12.3, y: 0.3, w: 0.6, h: 0.3, data: MARK } };
  const title = holder("titulo", "title", { x: 0.6, y: 0.4, w: 11.4, h: 1.0 }, "Título", {
    fontSize: 28, bold: true, color: "0B3C5D", align: "left", valign: "middle", margin: 0,
  });
  deck.defineSlideMaster({
    title: "Portada",
    background: { color: "0B3C5D" },
    objects: [
      holder("titulo", "title", { x: 0.9, y: 2.2, w: 11.5, h: 1.8 }, "Título de la presentación", {
        fontSize: 40, bold: true, color: "FFFFFF", align: "left", valign: "bottom",
      }),
      holder("subtitulo", "body", { x: 0.9, y: 4.2, w: 11.5, h: 1.4 }, "Subtítulo", {
        fontSize: 20, color: "DCE8F2", align: "left", valign: "top",
      }),
    ],
  });
  deck.defineSlideMaster({
    title: "Título y contenido",
    background: { color: "FFFFFF" },
    slideNumber: number,
    objects: [
      strip, logo, title,
      holder("contenido", "body", { x: 0.6, y: 1.6, w: 12.1, h: 5.1 }, "Texto", {
        fontSize: 20, color: "222222", align: "left", valign: "top",
      }),
    ],
  });
  deck.defineSlideMaster({
    title: "Sección",
    background: { color: "E9F0F5" },
    slideNumber: number,
    objects: [
      holder("titulo", "title", { x: 0.9, y: 2.6, w: 11.5, h: 1.6 }, "Sección", {
        fontSize: 36, bold: true, color: "0B3C5D", align: "left", valign: "middle",
      }),
    ],
  });
  deck.defineSlideMaster({
    title: "Gráfico",
    background: { color: "FFFFFF" },
    slideNumber: number,
    objects: [
      strip, logo, title,
      holder("grafico", "chart", { x: 0.6, y: 1.6, w: 12.1, h: 4.7 }, "Gráfico"),
      holder("fuente", "body", { x: 0.6, y: 6.4, w: 11.4, h: 0.4 }, "Fuente", {
        fontSize: 12, color: "44546A", align: "left",
      }),
    ],
  });
  deck.defineSlideMaster({
    title: "Tabla",
    background: { color: "FFFFFF" },
    slideNumber: number,
    objects: [strip, title, holder("tabla", "table", { x: 0.6, y: 1.6, w: 12.1, h: 5.1 }, "Tabla")],
  });
  deck.defineSlideMaster({
    title: "Imagen",
    background: { color: "FFFFFF" },
    objects: [strip, title, holder("imagen", "image", { x: 0.6, y: 1.6, w: 12.1, h: 5.1 }, "Imagen")],
  });
  return deck;
}

// 4:3, two layouts: the text on a picture of one dot, and a content layout without a number.
function narrow() {
  const deck = new PptxGenJS();
  deck.defineLayout({ name: "OLD", width: 10, height: 7.5 });
  deck.layout = "OLD";
  deck.theme = { headFontFace: "Georgia", bodyFontFace: "Arial" };
  deck.defineSlideMaster({
    title: "COVER",
    background: { data: CREAM },
    objects: [
      { line: { x: 0.5, y: 3.9, w: 9, h: 0, line: { color: "B5471B", width: 2 } } },
      holder("head", "title", { x: 0.5, y: 2.0, w: 9, h: 1.8 }, "", { fontSize: 36, align: "left" }),
      holder("sub", "body", { x: 0.5, y: 4.1, w: 9, h: 1.4 }, "", { fontSize: 20, align: "left" }),
    ],
  });
  deck.defineSlideMaster({
    title: "CONTENT",
    objects: [
      { text: { text: "Commission", options: { x: 0.5, y: 7.0, w: 4, h: 0.3, fontSize: 10 } } },
      holder("head", "title", { x: 0.5, y: 0.3, w: 9, h: 1.1 }, "", { fontSize: 28, align: "left" }),
      holder("text", "body", { x: 0.5, y: 1.6, w: 9, h: 5.2 }, "", { fontSize: 20, align: "left" }),
    ],
  });
  return deck;
}

for (const [name, deck] of [["genjs-wide", wide()], ["genjs-4x3", narrow()]]) {
  deck.addSlide({ masterName: deck.slideLayouts[1]._name });
  await deck.writeFile({ fileName: path.join(folder, `${name}.pptx`) });
}
