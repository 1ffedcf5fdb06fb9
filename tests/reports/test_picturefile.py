"""Pictures: normalised once, damaged ones refused."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import PIL.Image
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageCms

from layouts.problems import Place, Problems
from layouts.scene import Asset
from reports.picturefile import read_picture, strip_jpeg, strip_png
from tests.broken.base import png

HERE = Place("pack.yaml", 3, 7)


def saved(image: PIL.Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def picture(data: bytes) -> Asset:
    problems = Problems()
    asset = read_picture(data, "p", HERE, problems)
    assert asset is not None, list(problems)
    again = read_picture(asset.data, "p", HERE, problems)
    assert again is not None
    assert again.data == asset.data, "normalised twice"
    assert asset.digest == hashlib.sha256(asset.data).hexdigest()
    return asset


def pixels(asset: Asset) -> PIL.Image.Image:
    image = PIL.Image.open(io.BytesIO(asset.data))
    image.load()
    assert image.mode in ("RGB", "L")
    assert image.size == (asset.width, asset.height)
    return image


def gradient(size: tuple[int, int] = (20, 10)) -> PIL.Image.Image:
    return PIL.Image.linear_gradient("L").convert("RGB").resize(size)


def test_a_plain_picture_keeps_its_pixels_and_loses_its_metadata() -> None:
    exif = PIL.Image.Exif()
    exif[0x010F] = "A camera"
    for form in ("PNG", "JPEG"):
        data = saved(gradient(), form, exif=exif)
        asset = picture(data)
        assert b"A camera" in data
        assert b"A camera" not in asset.data
        assert asset.format == form.lower()
        assert pixels(asset).tobytes() == PIL.Image.open(io.BytesIO(data)).convert("RGB").tobytes()


def test_rotation_is_carried_out() -> None:
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    for form in ("PNG", "JPEG"):
        asset = picture(saved(gradient(), form, exif=exif))
        assert (asset.width, asset.height) == (10, 20)
        dark, light = pixels(asset).getpixel((9, 10)), pixels(asset).getpixel((0, 10))
        assert dark[0] < 40 < 200 < light[0]  # type: ignore[index]


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparency_is_laid_on_white(mode: str) -> None:
    image = PIL.Image.new(mode, (3, 3), (0,) * len(mode))
    assert pixels(picture(saved(image, "PNG"))).convert("RGB").getpixel((1, 1)) == (255,) * 3


def test_palettes_and_transparent_colours_are_resolved() -> None:
    image = PIL.Image.new("P", (3, 3), 1)
    image.putpalette([255, 0, 0, 0, 128, 0])
    assert pixels(picture(saved(image, "PNG"))).getpixel((0, 0)) == (0, 128, 0)
    assert pixels(picture(saved(image, "PNG", transparency=1))).getpixel((0, 0)) == (255,) * 3
    assert pixels(picture(saved(PIL.Image.new("1", (3, 3), 1), "PNG"))).getpixel((0, 0)) == 255


def test_deep_grey_is_scaled_not_clipped() -> None:
    image = PIL.Image.new("I;16", (2, 1))
    image.putpixel((0, 0), 65535)
    image.putpixel((1, 0), 257 * 100)
    found = pixels(picture(saved(image, "PNG")))
    assert [found.getpixel((x, 0)) for x in (0, 1)] == [255, 100]


def test_cmyk_becomes_rgb() -> None:
    image = PIL.Image.new("CMYK", (8, 8), (0, 255, 255, 0))
    red, green, blue = pixels(picture(saved(image, "JPEG"))).getpixel((4, 4))  # type: ignore[misc]
    assert red > 240
    assert green < 15
    assert blue < 15


def test_a_foreign_profile_is_taken_into_account() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(gradient(), "PNG", icc_profile=srgb)
    assert pixels(picture(data)).tobytes() == gradient().tobytes()
    assert b"iCCP" not in picture(data).data
    # Red and blue change places in the tag table, and the name goes.
    swapped = srgb.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")
    foreign = swapped.replace("sRGB".encode("utf-16-be"), "aRGB".encode("utf-16-be"))
    red = PIL.Image.new("RGB", (4, 4), (255, 0, 0))
    for form in ("PNG", "JPEG"):
        found = pixels(picture(saved(red, form, icc_profile=foreign))).getpixel((1, 1))
        assert found[2] > 240 > 15 > found[0]  # type: ignore[index]


def test_a_profile_that_does_not_fit_is_left_out() -> None:
    xyz = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    for profile in (xyz, b"nonsense"):
        asset = picture(saved(gradient(), "PNG", icc_profile=profile))
        assert pixels(asset).tobytes() == gradient().tobytes()


def test_the_first_frame_is_taken() -> None:
    frames = [PIL.Image.new("L", (4, 4), value) for value in (10, 200)]
    data = saved(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert b"acTL" in data
    asset = picture(data)
    assert pixels(asset).getpixel((0, 0)) == 10
    assert b"acTL" not in asset.data


def test_one_pixel_is_a_picture() -> None:
    assert picture(png(1, 1)).width == 1


@pytest.mark.parametrize("progressive", [False, True])
def test_stripping_a_jpeg_keeps_every_pixel(progressive: bool) -> None:
    data = saved(gradient((70, 50)), "JPEG", progressive=progressive, comment=b"secret")
    bare = strip_jpeg(data + b"trailing")
    assert b"secret" not in bare
    assert b"trailing" not in bare
    opened = [PIL.Image.open(io.BytesIO(x)).tobytes() for x in (data, bare)]
    assert opened[0] == opened[1]


def test_stripping_a_png_keeps_every_pixel() -> None:
    data = saved(gradient(), "PNG", dpi=(300, 300))
    assert b"pHYs" in data
    assert b"pHYs" not in strip_png(data)
    opened = [PIL.Image.open(io.BytesIO(x)).tobytes() for x in (data, strip_png(data))]
    assert opened[0] == opened[1]


@given(st.binary(max_size=80), st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b""]))
def test_any_bytes_give_a_picture_or_problems(data: bytes, start: bytes) -> None:
    problems = Problems()
    assert (read_picture(start + data, "p", HERE, problems) is None) == bool(problems)


@given(st.integers(0, 200), st.integers(0, 255), st.sampled_from(["PNG", "JPEG"]))
def test_damaged_pictures_never_raise(index: int, value: int, form: str) -> None:
    data = bytearray(saved(gradient(), form))
    data[index % len(data)] = value
    problems = Problems()
    assert (read_picture(bytes(data), "p", HERE, problems) is None) == bool(problems)
