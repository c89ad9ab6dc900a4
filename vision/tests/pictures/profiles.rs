//! Colour profiles: a file is decoded to the colours that a browser would show.

use sscard_vision::{Limits, Picture, strip_metadata};

use crate::drawing::{Rgb, add_segment, draw, encode_png, is_near, jpeg, pixel_at};

/// Display P3, with sRGB's curve as a formula.
pub(crate) fn display_p3() -> Vec<u8> {
    let curve =
        [&b"para\0\0\0\0\0\x03\0\0"[..], &fixed(&[2.4, 0.947_867, 0.052_133, 0.077_399, 0.040_45])]
            .concat();
    profile(
        &[(0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)],
        &curve,
    )
}

/// Adobe RGB (1998), with a plain power as its curve.
fn adobe_rgb() -> Vec<u8> {
    let curve = b"curv\0\0\0\0\0\0\0\x01\x02\x33\0\0";
    profile(
        &[(0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)],
        curve,
    )
}

/// sRGB, with its curve as a table of 64 steps.
fn srgb() -> Vec<u8> {
    let mut curve = b"curv\0\0\0\0\0\0\0\x40".to_vec();
    for step in 0..64 {
        let value = f64::from(step) / 63.0;
        let light =
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
        curve.extend(((light * 65_535.0).round() as u16).to_be_bytes());
    }
    profile(
        &[(0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)],
        &curve,
    )
}

fn fixed(values: &[f64]) -> Vec<u8> {
    values.iter().flat_map(|value| ((value * 65_536.0).round() as i32).to_be_bytes()).collect()
}

/// A profile of three primaries, and one curve for all.
fn profile(primaries: &[(f64, f64, f64); 3], curve: &[u8]) -> Vec<u8> {
    const TAGS: [&[u8; 4]; 6] = [b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"];
    let mut bytes = vec![0; 128];
    bytes[12..24].copy_from_slice(b"mntrRGB XYZ ");
    bytes[36..40].copy_from_slice(b"acsp");
    bytes.extend(6_u32.to_be_bytes());
    let first = 132 + 6 * 12;
    let (xyz, curve_at) = (20, first + 3 * 20);
    for (at, name) in TAGS.iter().enumerate() {
        let (offset, size) = if at < 3 { (first + at * xyz, xyz) } else { (curve_at, curve.len()) };
        bytes.extend(*name);
        bytes.extend(u32::try_from(offset).unwrap().to_be_bytes());
        bytes.extend(u32::try_from(size).unwrap().to_be_bytes());
    }
    for (x, y, z) in primaries {
        bytes.extend(b"XYZ \0\0\0\0");
        bytes.extend(fixed(&[*x, *y, *z]));
    }
    bytes.extend(curve);
    bytes
}

fn add_profile(file: &[u8], profile: &[u8]) -> Vec<u8> {
    add_segment(file, 0xE2, &[b"ICC_PROFILE\0\x01\x01" as &[u8], profile].concat())
}

fn draw_plain(colour: Rgb) -> Picture {
    draw(64, 48, |_, _| colour)
}

fn decode_middle(file: &[u8]) -> Rgb {
    pixel_at(&Picture::decode(file, &Limits::default()).unwrap(), 30, 20)
}

/// Red, green, blue and grey of sRGB, and the bytes of the same colours in Display P3 and in Adobe RGB.
const COLOURS: [(Rgb, Rgb, Rgb); 4] = [
    ([255, 0, 0], [234, 51, 35], [219, 0, 0]),
    ([0, 255, 0], [117, 251, 76], [144, 255, 60]),
    ([0, 0, 255], [0, 0, 245], [0, 0, 251]),
    ([128, 128, 128], [128, 128, 128], [127, 127, 127]),
];

#[test]
fn wide_colours_are_converted_to_srgb() {
    for (srgb, in_p3, in_adobe) in COLOURS {
        for (profile, bytes) in [(display_p3(), in_p3), (adobe_rgb(), in_adobe)] {
            let file = add_profile(&jpeg(&draw_plain(bytes)), &profile);
            assert!(
                is_near(decode_middle(&file), srgb, 4),
                "{bytes:?}: {:?}, not {srgb:?}",
                decode_middle(&file)
            );
            assert_eq!(decode_middle(&strip_metadata(&file).unwrap()), decode_middle(&file));
        }
        let file = encode_png(
            draw_plain(in_p3).rgb(),
            64,
            48,
            png::ColorType::Rgb,
            png::BitDepth::Eight,
            |info| info.icc_profile = Some(display_p3().into()),
        );
        assert!(
            is_near(decode_middle(&file), srgb, 2),
            "{in_p3:?}: {:?}, not {srgb:?}",
            decode_middle(&file)
        );
    }
}

#[test]
fn a_reduced_picture_has_the_colours_of_the_whole_one() {
    let file = add_profile(&jpeg(&draw(640, 480, |_, _| [234, 51, 35])), &display_p3());
    let reduced = Picture::decode_reduced(&file, &Limits::default(), 40_000).unwrap();
    assert!(reduced.width() < 640 && is_near(pixel_at(&reduced, 30, 20), [255, 0, 0], 4));
}

#[test]
fn a_profile_of_srgb_changes_no_byte() {
    let picture = draw(64, 48, |x, y| [(x * 4) as u8, (y * 5) as u8, 90]);
    let file = jpeg(&picture);
    let decode = |file: &[u8]| Picture::decode(file, &Limits::default()).unwrap();
    assert!(decode(&add_profile(&file, &srgb())) == decode(&file));
}

#[test]
fn an_unsupported_profile_is_ignored() {
    let file = jpeg(&draw_plain([234, 51, 35]));
    let mut ink_profile = display_p3();
    ink_profile[16..20].copy_from_slice(b"CMYK");
    let half = &display_p3()[..150];
    for profile in [ink_profile.as_slice(), half, b"", &[0xFF; 400]] {
        assert_eq!(decode_middle(&add_profile(&file, profile)), decode_middle(&file));
    }
    // The second of two parts is missing.
    let part = [b"ICC_PROFILE\0\x01\x02" as &[u8], &display_p3()].concat();
    assert_eq!(decode_middle(&add_segment(&file, 0xE2, &part)), decode_middle(&file));
}
