//! Observing the person in a frame of a live camera.

use sscard_shared::live::{LiveFace, Look};

use crate::{Face, HeadGeometry, Picture, PictureError, PortraitFinder, portrait};

impl PortraitFinder {
    /// Observes a frame of a live camera: the number of faces, the position of the largest, and its turn.
    ///
    /// Whether an eye is open is not reported: the models locate an eye, but not its lid.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn observe_frame(&self, frame: &Picture) -> Result<Look, PictureError> {
        let faces = self.find_faces(frame)?;
        let face = portrait::largest_face(&faces).map(|face| live_face(frame, face));
        Ok(Look { faces: portrait::count_faces(&faces), face, luma: mean_luma(frame) })
    }
}

fn live_face(frame: &Picture, face: &Face) -> LiveFace {
    let (width, height) = (frame.width() as f32, frame.height() as f32);
    let short = width.min(height);
    let (x, y) = face.middle();
    LiveFace {
        across: (x - width / 2.0) / short,
        down: (y - height / 2.0) / short,
        size: (face.right - face.left) / short,
        turn: HeadGeometry::face_turn(face),
    }
}

/// The mean brightness of the frame by the weights of ITU-R BT.601, 0–255.
fn mean_luma(frame: &Picture) -> u8 {
    let sum: u64 = frame
        .pixels()
        .iter()
        .map(|pixel| {
            let [red, green, blue] = pixel.map(u64::from);
            (red * 77 + green * 150 + blue * 29) >> 8
        })
        .sum();
    let mean = sum / (frame.pixels().len() as u64).max(1);
    u8::try_from(mean).unwrap_or(u8::MAX)
}
