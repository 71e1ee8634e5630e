"""Equal resources become one object, and different ones stay apart."""

import pikepdf

from entreaty.output.packet.resources import Resources


def _image(pdf: pikepdf.Pdf, pixels: bytes, profile: bytes) -> pikepdf.Object:
    space = pikepdf.Array([pikepdf.Name.ICCBased, pdf.make_stream(profile, N=3)])
    return pdf.make_stream(pixels, Subtype=pikepdf.Name.Image, Width=1, ColorSpace=space)


def test_equal_resources_are_shared_with_all_they_refer_to():
    """Two images of the same pixels and profile become one."""
    with pikepdf.new() as pdf:
        holders = [pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=_image(pdf, b"same", b"icc"))) for _ in range(2)]
        resources = Resources()
        first, second = (resources.one(holder) for holder in holders)

        assert first.XObject.Im.objgen == second.XObject.Im.objgen


def test_resources_that_differ_anywhere_stay_apart():
    """Other pixels, another profile or another width is another image."""
    with pikepdf.new() as pdf:
        images = [_image(pdf, b"a", b"icc"), _image(pdf, b"b", b"icc"), _image(pdf, b"a", b"other")]
        wide = _image(pdf, b"a", b"icc")
        wide.Width = 2
        resources = Resources()
        kept = [resources.one(image).objgen for image in (*images, wide)]

        assert len(set(kept)) == 4


def test_profiles_within_different_images_are_shared():
    """What two different images have in common is still there once."""
    with pikepdf.new() as pdf:
        resources = Resources()
        first, second = (resources.one(_image(pdf, pixels, b"icc")) for pixels in (b"a", b"b"))

        assert first.ColorSpace[1].objgen == second.ColorSpace[1].objgen


def test_plain_values_are_returned_as_they_are():
    """Numbers and names are no resources."""
    assert Resources().one(3) == 3
