//! Drawing pictures and writing files. Nothing here is read from disk.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use sscard_vision::Picture;

pub(crate) type Rgb = [u8; 3];

pub(crate) const RED: Rgb = [200, 30, 30];
pub(crate) const GREEN: Rgb = [30, 160, 40];
pub(crate) const BLUE: Rgb = [30, 40, 190];
pub(crate) const GREY: Rgb = [128, 128, 128];
pub(crate) const WHITE: Rgb = [255, 255, 255];

/// A picture from a function of the pixel.
pub(crate) fn draw(width: u32, height: u32, colour: impl Fn(u32, u32) -> Rgb) -> Picture {
    let pixels = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .flat_map(|(x, y)| colour(x, y))
        .collect();
    Picture::from_rgb(width, height, pixels).unwrap()
}

/// A scene with gradients, an oval and fine texture, as a portrait on a light ground has.
pub(crate) fn scene(width: u32, height: u32) -> Picture {
    draw(width, height, |x, y| {
        let (u, v) =
            (f64::from(x) / f64::from(width) - 0.5, f64::from(y) / f64::from(height) - 0.5);
        let texture = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) % 23;
        let texture = u8::try_from(texture).unwrap();
        if u * u * 6.0 + v * v * 4.0 < 0.5 {
            [190 + texture, 140 + texture, 110 + texture]
        } else {
            [232 + texture / 4, 234 + texture / 4, 236 + texture / 4]
        }
    })
}

/// A 4:4:4 baseline JPEG.
pub(crate) fn jpeg(picture: &Picture) -> Vec<u8> {
    encode_jpeg(picture.rgb(), picture.width(), picture.height(), ColorType::Rgb, |_| {})
}

pub(crate) fn encode_jpeg(
    samples: &[u8],
    width: u32,
    height: u32,
    colour: ColorType,
    set: impl Fn(&mut Encoder<&mut Vec<u8>>),
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 95);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    set(&mut encoder);
    encoder.encode(samples, width.try_into().unwrap(), height.try_into().unwrap(), colour).unwrap();
    bytes
}

/// A PNG of any colour type; `set` may add chunks.
pub(crate) fn encode_png(
    samples: &[u8],
    width: u32,
    height: u32,
    colour: png::ColorType,
    depth: png::BitDepth,
    set: impl Fn(&mut png::Info<'_>),
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut info = png::Info::with_size(width, height);
    info.color_type = colour;
    info.bit_depth = depth;
    set(&mut info);
    let mut writer = png::Encoder::with_info(&mut bytes, info).unwrap().write_header().unwrap();
    writer.write_image_data(samples).unwrap();
    writer.finish().unwrap();
    bytes
}

pub(crate) fn png(picture: &Picture) -> Vec<u8> {
    encode_png(
        picture.rgb(),
        picture.width(),
        picture.height(),
        png::ColorType::Rgb,
        png::BitDepth::Eight,
        |_| {},
    )
}

/// A big-endian TIFF block whose only entry is the orientation.
pub(crate) fn exif_block(orientation: u8) -> Vec<u8> {
    let mut block = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    block.push(orientation);
    block.extend([0; 6]);
    block
}

/// The JPEG with an EXIF segment right behind its start.
pub(crate) fn add_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    add_segment(jpeg, 0xE1, &[b"Exif\0\0" as &[u8], &exif_block(orientation)].concat())
}

/// The JPEG with a segment right behind its start.
pub(crate) fn add_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(2 + content.len()).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, content, &jpeg[2..]].concat()
}

pub(crate) fn pixel_at(picture: &Picture, x: u32, y: u32) -> Rgb {
    picture.row(y)[x as usize]
}

/// Whether two colours differ by at most `tolerance` in every channel.
pub(crate) fn is_near(one: Rgb, other: Rgb, tolerance: u8) -> bool {
    one.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= tolerance)
}

/// A PNG of these filtered bytes, uncompressed. `kind` follows the size in its header.
pub(crate) fn png_from_filtered(width: u32, height: u32, kind: [u8; 5], raw: &[u8]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1A\n".to_vec();
    let header = [&width.to_be_bytes() as &[u8], &height.to_be_bytes(), &kind].concat();
    chunk(&mut file, b"IHDR", &header);
    let mut stream = vec![0x78, 0x01];
    let mut blocks = raw.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap();
        stream.push(u8::from(blocks.peek().is_none()));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    let (a, b) = raw.iter().fold((1_u32, 0_u32), |(a, b), &byte| {
        let a = (a + u32::from(byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    stream.extend((b << 16 | a).to_be_bytes());
    chunk(&mut file, b"IDAT", &stream);
    chunk(&mut file, b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    file.extend(png_chunk(name, content));
}

pub(crate) fn png_chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    let body = [name as &[u8], content].concat();
    [&length as &[u8], &body, &png_checksum(&body).to_be_bytes()].concat()
}

/// The checksum of a PNG chunk, bit by bit.
pub(crate) fn png_checksum(bytes: &[u8]) -> u32 {
    let step = |png_checksum: u32| {
        if png_checksum & 1 == 1 { 0xEDB8_8320 ^ (png_checksum >> 1) } else { png_checksum >> 1 }
    };
    !bytes.iter().fold(u32::MAX, |png_checksum, &byte| {
        (0..8).fold(png_checksum ^ u32::from(byte), |png_checksum, _| step(png_checksum))
    })
}
