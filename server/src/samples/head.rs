//! A drawn head before a camera that makes the moves of 人脸识别: a camera for machines without one, in the sandbox.
//!
//! The head is an ellipsoid as deep as it is wide, and its features lie on it. It turns about its vertical axis, and every feature moves
//! with its point of the surface.

use sscard_shared::live::Move;
use sscard_vision::{PictureError, encode_preview};

use super::Canvas;

/// Width and height of a frame in pixels, as a phone's camera gives it.
const FRAME_PIXELS: (i64, i64) = (480, 640);
/// Half the face's width in pixels, at arm's length.
const HALF_WIDTH_AT_ARMS_LENGTH: f64 = 80.0;
/// Half the face's width in pixels, close by.
const HALF_WIDTH_CLOSE: f64 = 134.0;
/// The degrees by which the head turns.
const TURN_DEGREES: f64 = 36.0;

const BACKGROUND: [u8; 3] = [222, 228, 232];
const SHIRT: [u8; 3] = [52, 84, 128];
const NECK: [u8; 3] = [214, 170, 140];
const HAIR: [u8; 3] = [40, 32, 30];
const SKIN: [u8; 3] = [228, 186, 156];
const WHITE: [u8; 3] = [255, 255, 255];

/// A feature of the face. Lengths are in halves of the face's width, positions from the middle of the face.
struct Feature {
    position: (f64, f64),
    half_width: (f64, f64),
    /// How far it stands out of the surface.
    height: f64,
    colour: [u8; 3],
}

const FEATURES: [Feature; 8] = [
    feature((-0.39, -0.31), (0.21, 0.035), 0.0, [52, 40, 36]),
    feature((0.39, -0.31), (0.21, 0.035), 0.0, [52, 40, 36]),
    feature((-0.39, -0.09), (0.147, 0.086), 0.0, WHITE),
    feature((0.39, -0.09), (0.147, 0.086), 0.0, WHITE),
    feature((-0.39, -0.09), (0.07, 0.078), 0.0, [36, 26, 22]),
    feature((0.39, -0.09), (0.07, 0.078), 0.0, [36, 26, 22]),
    feature((0.0, 0.3), (0.095, 0.147), 0.28, [206, 158, 130]),
    feature((0.0, 0.716), (0.267, 0.07), 0.03, [176, 88, 84]),
];

const fn feature(
    position: (f64, f64),
    half_width: (f64, f64),
    height: f64,
    colour: [u8; 3],
) -> Feature {
    Feature { position, half_width, height, colour }
}

/// A frame as a JPEG file: looking ahead, or making a move. Left is the person's own.
///
/// # Errors
/// Those of the encoder, which a drawing of this size does not meet.
pub(crate) fn head(wanted_move: Option<Move>) -> Result<Vec<u8>, PictureError> {
    let (half_width, degrees) = match wanted_move {
        None => (HALF_WIDTH_AT_ARMS_LENGTH, 0.0),
        Some(Move::TurnLeft) => (HALF_WIDTH_AT_ARMS_LENGTH, TURN_DEGREES),
        Some(Move::TurnRight) => (HALF_WIDTH_AT_ARMS_LENGTH, -TURN_DEGREES),
        Some(Move::ComeCloser) => (HALF_WIDTH_CLOSE, 0.0),
    };
    let mut head = Head {
        canvas: Canvas::new(FRAME_PIXELS.0, FRAME_PIXELS.1, BACKGROUND),
        half_width,
        turn: f64::to_radians(degrees),
    };
    let aside = head.turn.sin();
    head.fill_ellipse((0.0, 2.67), (1.72, 1.42), SHIRT);
    head.fill_ellipse((0.0, 1.466), (0.474, 0.474), NECK);
    head.fill_ellipse((-0.25 * aside, -0.26), (1.13, 1.42), HAIR);
    head.fill_ellipse((0.1 * aside, 0.0), (1.0, 1.29), SKIN);
    for feature in &FEATURES {
        head.draw_feature(feature);
    }
    head.canvas.draw_sample_mark((190, 590), 2, [235, 240, 248]);
    encode_preview(&head.canvas.picture()?)
}

struct Head {
    canvas: Canvas,
    half_width: f64,
    turn: f64,
}

impl Head {
    fn fill_ellipse(&mut self, (x, y): (f64, f64), (across, down): (f64, f64), colour: [u8; 3]) {
        let pixels = |length: f64| (length * self.half_width).round() as i64;
        let middle = (FRAME_PIXELS.0 / 2 + pixels(x), FRAME_PIXELS.1 * 45 / 100 + pixels(y));
        let half_width = (pixels(across).max(1), pixels(down).max(1));
        self.canvas.fill_ellipse(middle, half_width, colour);
    }

    /// Draws a feature where the turned surface has it; nothing where it is turned away.
    fn draw_feature(&mut self, feature: &Feature) {
        let (x, y) = feature.position;
        let depth = (1.0 - x * x - (y / 1.29) * (y / 1.29)).max(0.0).sqrt();
        let (sin, cos) = self.turn.sin_cos();
        // The visible share of its width: the slope of the surface there.
        let visible = cos - x / depth.max(0.1) * sin;
        if visible > 0.0 {
            let at = (x * cos + (depth + feature.height) * sin, y);
            self.fill_ellipse(
                at,
                (feature.half_width.0 * visible, feature.half_width.1),
                feature.colour,
            );
        }
    }
}
