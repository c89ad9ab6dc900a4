//! Locating a head in a picture of any size and orientation.

use std::borrow::Cow;

use sscard_shared::photo::{Head, Turn};

use super::{PortraitFinder, count, largest};
use crate::{Crop, Face, HeadGeometry, Picture, PictureError};

/// The people in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// The number of sure faces, without people far behind.
    pub faces: u32,
    /// The head of the largest face, in pixels of the picture.
    pub head: Option<Head>,
}

/// The longest side in pixels of the picture in which a head is searched.
const SEARCHED_SIDE: u32 = 1024;
/// The score from which a face counts as upright and ends the search. Upright portraits reach 0.86 and more.
const SURE: f32 = 0.85;
/// The least tilt in degrees that is straightened. Smaller tilts are below the precision of the measurement.
const LEAST_TILT: f32 = 0.8;
/// The side of the straightened patch about a head on which it is measured, in pixels and in widths of the face box.
/// The patch includes the tallest hair.
const PATCH: u32 = 512;
const PATCH_FACES: f32 = 4.4;
/// The distance from the picture's edge within which the top of the hair counts as cut off, in widths of the face box.
/// Hair that goes on beyond the edge is detected a little before it. That near to the edge, no card photo could leave
/// the required room above the hair.
const CUT_OFF: f64 = 0.034;

impl PortraitFinder {
    /// Finds the head in a picture: upright, leaning, or lying on its side as in pictures that lost their orientation.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn sight(&self, picture: &Picture) -> Result<Sight, PictureError> {
        let small = picture.preview(SEARCHED_SIDE)?;
        let scale = f64::from(picture.width()) / f64::from(small.width());
        let mut best: Option<(Face, u32, u8, Cow<'_, Picture>)> = None;
        for quarters in [0_u8, 1, 3, 2] {
            let turned = match quarters {
                0 => Cow::Borrowed(&small),
                _ => Cow::Owned(quarter_turned(&small, quarters)?),
            };
            let faces = self.faces.find(&turned)?;
            let Some(face) = largest(&faces) else { continue };
            let least = best.as_ref().map_or(0.0, |(best, ..)| best.score);
            if face.score > least {
                best = Some((*face, count(&faces), quarters, turned));
            }
            // A face upside down is found too, but with a lower score.
            if face.score >= SURE {
                break;
            }
        }
        let Some((face, faces, quarters, turned)) = best else {
            return Ok(Sight { faces: 0, head: None });
        };
        let head = self.head(&turned, &face)?;
        let head = turned_back(&head, quarters, (small.width(), small.height()));
        Ok(Sight { faces, head: Some(head.scaled(scale)) })
    }

    /// Measures a head on a patch of the picture in which it is upright.
    fn head(&self, picture: &Picture, face: &Face) -> Result<Head, PictureError> {
        let face = self.faces.refine_quickly(picture, face)?;
        // A tilt below the precision is not worth the slower cut.
        let tilt = match HeadGeometry::tilt_of(&face) {
            tilt if tilt.abs() < LEAST_TILT => 0.0,
            tilt => tilt,
        };
        let (x, y) = face.middle();
        let size = (face.right - face.left).max(2.0);
        let side = size * PATCH_FACES;
        let inside = |value: f32, length: u32| f64::from(value).clamp(0.0, f64::from(length));
        let crop = Crop {
            centre_x: inside(x, picture.width()),
            centre_y: inside(y, picture.height()),
            width: side.into(),
            rotation: -f64::from(tilt),
        };
        let patch = continued(picture, &crop)?;
        let to_patch = f64::from(PATCH) / crop.width;
        let turn = Turn::new(crop.rotation);
        let upright = face.map(|(x, y)| {
            let (x, y) = turn.apply((f64::from(x) - crop.centre_x, f64::from(y) - crop.centre_y));
            let half = f64::from(PATCH) / 2.0;
            #[expect(
                clippy::cast_possible_truncation,
                reason = "pixels are exact enough in 32 bits"
            )]
            let place = |along: f64| (half + along * to_patch) as f32;
            (place(x), place(y))
        });
        let mask = self.ground.mask_about(&patch, &upright)?;
        let geometry = HeadGeometry::of(&patch, &upright, &mask);
        Ok(in_picture(&geometry, tilt, &crop, to_patch, size, (picture.width(), picture.height())))
    }
}

/// Converts the measurements on the patch to the picture.
fn in_picture(
    geometry: &HeadGeometry,
    tilt: f32,
    crop: &Crop,
    to_patch: f64,
    size: f32,
    picture: (u32, u32),
) -> Head {
    let turn = Turn::new(crop.rotation);
    let half = f64::from(PATCH) / 2.0;
    let place = |x: f32, y: f32| {
        let (x, y) =
            turn.undo(((f64::from(x) - half) / to_patch, (f64::from(y) - half) / to_patch));
        (crop.centre_x + x, crop.centre_y + y)
    };
    let (eye_x, eye_y) = place(geometry.eye_mid.0, geometry.eye_mid.1);
    // Beyond the picture the patch is filled, which can look like a ground above cut-off hair.
    let margin = f64::from(size) * CUT_OFF;
    let (width, height) = (f64::from(picture.0), f64::from(picture.1));
    let crown = geometry.hair_top.filter(|top| {
        let (x, y) = place(geometry.eye_mid.0, *top);
        x > margin && y > margin && x < width - margin && y < height - margin
    });
    let along = |length: f32| f64::from(length) / to_patch;
    Head {
        eye_x,
        eye_y,
        tilt_degrees: f64::from(tilt),
        face_width: along(geometry.face_width()),
        crown: crown.map(|top| along(geometry.eye_mid.1 - top)),
        chin: along(geometry.chin - geometry.eye_mid.1),
    }
}

/// The patch of a crop, with the edge pixels repeated beyond the picture. White there would look like a ground, and
/// cut-off hair like whole hair.
fn continued(picture: &Picture, crop: &Crop) -> Result<Picture, PictureError> {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    // The patch is square and may be turned: its corners reach farther than half its side.
    let reach = crop.width * std::f64::consts::FRAC_1_SQRT_2;
    let missing = (reach - crop.centre_x)
        .max(reach - crop.centre_y)
        .max(crop.centre_x + reach - width)
        .max(crop.centre_y + reach - height);
    if missing <= 0.0 {
        return crop.cut(picture, PATCH, PATCH);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive, and a few pictures wide at most"
    )]
    let margin = missing.ceil().min(4.0 * width.max(height)) as u32;
    let wider = picture.with_margin(margin)?;
    let margin = f64::from(margin);
    let crop = Crop { centre_x: crop.centre_x + margin, centre_y: crop.centre_y + margin, ..*crop };
    crop.cut(&wider, PATCH, PATCH)
}

/// A whole picture turned clockwise.
pub(super) fn quarter_turned(picture: &Picture, quarters: u8) -> Result<Picture, PictureError> {
    let (width, height) = (picture.width(), picture.height());
    let (columns, rows) = if quarters % 2 == 1 { (height, width) } else { (width, height) };
    let crop = Crop {
        centre_x: f64::from(width) / 2.0,
        centre_y: f64::from(height) / 2.0,
        width: f64::from(columns),
        rotation: 90.0 * f64::from(quarters),
    };
    crop.cut(picture, columns, rows)
}

/// Converts a head of a turned picture to the picture before the turn.
fn turned_back(head: &Head, quarters: u8, (width, height): (u32, u32)) -> Head {
    let degrees = 90.0 * f64::from(quarters);
    let (width, height) = (f64::from(width), f64::from(height));
    let (columns, rows) = if quarters % 2 == 1 { (height, width) } else { (width, height) };
    let (x, y) = Turn::new(degrees).undo((head.eye_x - columns / 2.0, head.eye_y - rows / 2.0));
    let tilt = (head.tilt_degrees - degrees).rem_euclid(360.0);
    Head {
        eye_x: width / 2.0 + x,
        eye_y: height / 2.0 + y,
        tilt_degrees: if tilt > 180.0 { tilt - 360.0 } else { tilt },
        ..*head
    }
}
