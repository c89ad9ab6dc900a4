//! Where the guide's frame lies, on the screen and in the camera's picture: pure arithmetic.

use sscard_shared::{
    api::PictureKind,
    photo::{PHOTO_HEIGHT, PHOTO_WIDTH},
};

/// The room around the frame, in parts of its width.
const MARGIN: f64 = 0.06;

/// A part of the camera's picture: 0 to 1 of its width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Part {
    /// All of it.
    pub(super) const WHOLE: Self = Self { left: 0.0, top: 0.0, width: 1.0, height: 1.0 };
}

/// Width and height of the frame in its own units, which are those that the guide is drawn in.
pub(super) const fn frame(kind: PictureKind) -> (f64, f64) {
    match kind {
        PictureKind::Photo => (PHOTO_WIDTH as f64, PHOTO_HEIGHT as f64),
        // 85.60 × 54.00 mm.
        PictureKind::EmblemSide | PictureKind::PortraitSide => (856.0, 540.0),
    }
}

/// Left, top, width and height of what fills the stage: the frame with its margin. SVG's `meet` fits it in.
pub(super) fn view_box(kind: PictureKind) -> [f64; 4] {
    let (width, height) = frame(kind);
    let margin = width * MARGIN;
    [-margin, -margin, width + 2.0 * margin, height + 2.0 * margin]
}

/// Which part of the camera's picture is under the frame, where the picture covers the whole stage and both lie in its middle.
/// Nothing while either has no size.
pub(super) fn framed(kind: PictureKind, picture: (f64, f64), stage: (f64, f64)) -> Option<Part> {
    let sizes = [picture.0, picture.1, stage.0, stage.1];
    if sizes.iter().any(|size| !size.is_finite() || *size <= 0.0) {
        return None;
    }
    let [_, _, box_width, box_height] = view_box(kind);
    let drawn = (stage.0 / box_width).min(stage.1 / box_height);
    let covers = (stage.0 / picture.0).max(stage.1 / picture.1);
    let (width, height) = frame(kind);
    let (width, height) = (
        (width * drawn / covers / picture.0).min(1.0),
        (height * drawn / covers / picture.1).min(1.0),
    );
    Some(Part { left: (1.0 - width) / 2.0, top: (1.0 - height) / 2.0, width, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_a_stage_of_the_pictures_shape_the_frame_covers_what_is_drawn_under_it() {
        let part = framed(PictureKind::EmblemSide, (1440.0, 1920.0), (360.0, 480.0))
            .expect("both have sizes");
        // The card's frame is as wide as the stage but for its margins.
        assert!((part.width - 1.0 / (1.0 + 2.0 * MARGIN)).abs() < 1e-9);
        // And keeps its shape in the picture's pixels.
        let shape = part.width * 1440.0 / (part.height * 1920.0);
        assert!((shape - 856.0 / 540.0).abs() < 1e-9);
        assert!((part.left * 2.0 + part.width - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_the_stage_cuts_off_is_not_in_the_frame() {
        // A wide picture on a tall stage: its sides are cut off.
        let part =
            framed(PictureKind::Photo, (1920.0, 1080.0), (360.0, 480.0)).expect("both have sizes");
        assert!(part.width < 0.45, "{part:?}");
        assert!(part.height > 0.8 && part.height <= 1.0, "{part:?}");
    }

    #[test]
    fn before_there_is_a_picture_there_is_no_part() {
        assert_eq!(framed(PictureKind::Photo, (0.0, 0.0), (360.0, 480.0)), None);
        assert_eq!(framed(PictureKind::Photo, (640.0, 480.0), (0.0, 0.0)), None);
    }
}
