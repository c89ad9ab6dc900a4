//! Sample pictures for the sandbox: drawn shapes with 样本 written on them, so that a tester can complete every step without a picture of a
//! real person.
//!
//! They imitate no emblem and no security print: plain tints, plain shapes. They have no text to read. The cards with text are described by
//! [`mod@card`] and drawn by the tester's browser.

pub(crate) mod card;
mod head;

pub(crate) use head::head;
use sscard_vision::{Picture, PictureError, encode_id_picture, encode_preview};

/// A drawn bust on a white background, 900×1200 pixels, as a phone might take it: too large to be sent without the crop.
///
/// # Errors
/// Those of the encoder, which a drawing of this size does not meet.
pub(crate) fn photo() -> Result<Vec<u8>, PictureError> {
    let mut canvas = Canvas::new(900, 1200, WHITE);
    canvas.fill_ellipse((450, 1240), (400, 330), [52, 84, 128]);
    canvas.fill_ellipse((450, 960), (110, 110), [214, 170, 140]);
    canvas.fill_ellipse((450, 560), (262, 330), [40, 32, 30]);
    canvas.fill_ellipse((450, 620), (232, 300), [228, 186, 156]);
    for x in [360, 540] {
        canvas.fill_ellipse((x, 600), (34, 20), WHITE);
        canvas.fill_ellipse((x, 600), (16, 18), [36, 26, 22]);
        canvas.fill_ellipse((x, 548), (48, 8), [52, 40, 36]);
    }
    canvas.fill_ellipse((450, 690), (22, 34), [206, 158, 130]);
    canvas.fill_ellipse((450, 786), (62, 16), [176, 88, 84]);
    canvas.draw_sample_mark((384, 1086), 3, [235, 240, 248]);
    encode_preview(&canvas.picture()?)
}

/// A card of the ID-1 shape seen from the emblem's side, 1600×1010 pixels, on a table.
///
/// # Errors
/// Those of the encoder, which a drawing of this size does not meet.
pub(crate) fn emblem_side() -> Result<Vec<u8>, PictureError> {
    let mut canvas = card();
    canvas.fill_ellipse((330, 330), (120, 120), [214, 120, 120]);
    for (y, width) in [(270, 640), (390, 520)] {
        canvas.fill_rectangle((620, y), (width, 54), [120, 90, 90]);
    }
    for (y, width) in [(690, 560), (790, 480)] {
        canvas.fill_rectangle((420, y), (180, 34), [140, 150, 160]);
        canvas.fill_rectangle((640, y), (width, 34), [70, 74, 80]);
    }
    canvas.draw_sample_mark((1180, 560), 6, [190, 60, 60]);
    encode_id_picture(&canvas.picture()?, 1600)
}

/// The same card seen from the side with the personal data.
///
/// # Errors
/// Those of the encoder, which a drawing of this size does not meet.
pub(crate) fn portrait_side() -> Result<Vec<u8>, PictureError> {
    let mut canvas = card();
    for (y, width) in [(190, 260), (300, 420), (410, 500), (520, 560), (600, 460)] {
        canvas.fill_rectangle((150, y), (110, 34), [110, 150, 190]);
        canvas.fill_rectangle((300, y), (width, 40), [70, 74, 80]);
    }
    canvas.fill_rectangle((150, 830), (260, 34), [110, 150, 190]);
    canvas.fill_rectangle((450, 824), (900, 46), [70, 74, 80]);
    canvas.fill_ellipse((1270, 430), (150, 190), [225, 186, 158]);
    canvas.fill_ellipse((1270, 300), (150, 100), [50, 42, 40]);
    canvas.fill_ellipse((1270, 700), (210, 110), [70, 96, 132]);
    canvas.draw_sample_mark((760, 640), 6, [190, 60, 60]);
    encode_id_picture(&canvas.picture()?, 1600)
}

fn card() -> Canvas {
    let mut canvas = Canvas::new(1600, 1010, [92, 84, 78]);
    canvas.fill_rectangle((40, 40), (1520, 930), [226, 236, 242]);
    // Fine lines give the picture the detail of a real card, without imitating its print.
    for y in (80..940).step_by(14) {
        canvas.fill_rectangle((60, y), (1480, 2), [206, 220, 230]);
    }
    canvas
}

const WHITE: [u8; 3] = [255, 255, 255];

/// 样本, 24×24 pixels a character, a bit a pixel from the left.
const SAMPLE_MARK: [[u32; 24]; 2] = [
    [
        0x00_0000, 0x0e_0810, 0x0e_3c1c, 0x0e_1c38, 0x0e_1e38, 0x0e_0c78, 0x7f_bffe, 0x7f_bffe,
        0x7f_bffe, 0x0e_01c0, 0x1e_01c0, 0x1f_3ffc, 0x1f_bffc, 0x3f_bffc, 0x3f_81c0, 0x3f_01c0,
        0x7e_7ffe, 0x6e_7ffe, 0x6e_7ffe, 0x4e_01c0, 0x0e_01c0, 0x0e_01c0, 0x0e_01c0, 0x0e_01c0,
    ],
    [
        0x00_0000, 0x00_3c00, 0x00_3c00, 0x00_3c00, 0x00_3c00, 0x00_3c00, 0x7f_fffe, 0x7f_fffe,
        0x7f_fffe, 0x01_ff80, 0x01_ff80, 0x03_bdc0, 0x03_bdc0, 0x07_3ce0, 0x0f_3cf0, 0x1e_3c78,
        0x3c_3c7c, 0x7f_fffe, 0x7f_fffe, 0x37_ffec, 0x00_3c00, 0x00_3c00, 0x00_3c00, 0x00_3c00,
    ],
];

struct Canvas {
    width: i64,
    height: i64,
    pixels: Vec<u8>,
}

impl Canvas {
    fn new(width: i64, height: i64, background: [u8; 3]) -> Self {
        let pixels = background
            .iter()
            .copied()
            .cycle()
            .take((width * height * 3).unsigned_abs() as usize)
            .collect();
        Self { width, height, pixels }
    }

    fn set_pixel(&mut self, x: i64, y: i64, colour: [u8; 3]) {
        if (0..self.width).contains(&x) && (0..self.height).contains(&y) {
            let at = ((y * self.width + x) * 3).unsigned_abs() as usize;
            self.pixels[at..at + 3].copy_from_slice(&colour);
        }
    }

    fn fill_rectangle(
        &mut self,
        (left, top): (i64, i64),
        (width, height): (i64, i64),
        colour: [u8; 3],
    ) {
        for y in top..top + height {
            for x in left..left + width {
                self.set_pixel(x, y, colour);
            }
        }
    }

    fn fill_ellipse(&mut self, (cx, cy): (i64, i64), (rx, ry): (i64, i64), colour: [u8; 3]) {
        for y in -ry..=ry {
            for x in -rx..=rx {
                if x * x * ry * ry + y * y * rx * rx <= rx * rx * ry * ry {
                    self.set_pixel(cx + x, cy + y, colour);
                }
            }
        }
    }

    fn draw_sample_mark(&mut self, (left, top): (i64, i64), scale: i64, colour: [u8; 3]) {
        for (glyph, column) in SAMPLE_MARK.iter().zip([0, 26]) {
            for (row, y) in glyph.iter().zip(0..) {
                for x in (0..24).filter(|x| row >> (23 - x) & 1 == 1) {
                    self.fill_rectangle(
                        (left + (column + x) * scale, top + y * scale),
                        (scale, scale),
                        colour,
                    );
                }
            }
        }
    }

    fn picture(self) -> Result<Picture, PictureError> {
        Picture::from_rgb(
            self.width.unsigned_abs() as u32,
            self.height.unsigned_abs() as u32,
            self.pixels,
        )
    }
}
