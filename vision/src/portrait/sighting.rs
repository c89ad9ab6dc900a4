//! Locating a head in a picture of any size and orientation.

use std::borrow::Cow;

use sscard_shared::photo::{Head, Turn};

use super::{PortraitFinder, count_faces, largest_face};
use crate::{Crop, Face, HeadGeometry, Picture, PictureError};

/// The people in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PortraitSighting {
    /// The number of sure faces, without people far behind.
    pub faces: u32,
    /// The head of the largest face, in pixels of the picture.
    pub head: Option<Head>,
}

/// The largest face of a picture that was turned clockwise by quarters.
struct TurnedFace<'a> {
    face: Face,
    /// The number of sure faces in the turned picture.
    faces: u32,
    quarters: u8,
    picture: Cow<'a, Picture>,
}

/// The longest side in pixels of the picture in which a head is searched.
const SEARCH_SIDE_PIXELS: u32 = 1024;
/// The score from which a face counts as upright and ends the search. Upright portraits reach 0.86 and more.
const CERTAIN_SCORE: f32 = 0.85;
/// The least tilt in degrees that is straightened. Smaller tilts are below the precision of the measurement.
const MIN_TILT_DEGREES: f32 = 0.8;
/// The side of the straightened patch about a head on which it is measured, in pixels and in widths of the face box.
/// The patch includes the tallest hair.
const PATCH_PIXELS: u32 = 512;
const PATCH_FACE_WIDTHS: f32 = 4.4;
/// The distance from the picture's edge within which the top of the hair counts as cut off, in widths of the face box.
/// Hair that goes on beyond the edge is detected a little before it. That near to the edge, no card photo could leave
/// the required room above the hair.
const CUT_OFF_MARGIN: f64 = 0.034;

impl PortraitFinder {
    /// Finds the head in a picture: upright, leaning, or lying on its side as in pictures that lost their orientation.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn locate_head(&self, picture: &Picture) -> Result<PortraitSighting, PictureError> {
        let small = picture.preview(SEARCH_SIDE_PIXELS)?;
        let scale = f64::from(picture.width()) / f64::from(small.width());
        let mut best: Option<TurnedFace<'_>> = None;
        for quarters in [0_u8, 1, 3, 2] {
            let turned = match quarters {
                0 => Cow::Borrowed(&small),
                _ => Cow::Owned(quarter_turned(&small, quarters)?),
            };
            let faces = self.faces.find_faces(&turned)?;
            let Some(face) = largest_face(&faces) else { continue };
            let best_score = best.as_ref().map_or(0.0, |best| best.face.score);
            if face.score > best_score {
                best = Some(TurnedFace {
                    face: *face,
                    faces: count_faces(&faces),
                    quarters,
                    picture: turned,
                });
            }
            // A face upside down is found too, but with a lower score.
            if face.score >= CERTAIN_SCORE {
                break;
            }
        }
        let Some(TurnedFace { face, faces, quarters, picture: turned }) = best else {
            return Ok(PortraitSighting { faces: 0, head: None });
        };
        let head = self.measure_head(&turned, &face)?;
        let head = turn_head_back(&head, quarters, (small.width(), small.height()));
        Ok(PortraitSighting { faces, head: Some(head.scaled(scale)) })
    }

    /// Measures a head on a patch of the picture in which it is upright.
    fn measure_head(&self, picture: &Picture, face: &Face) -> Result<Head, PictureError> {
        let face = self.faces.refine_quickly(picture, face)?;
        // A tilt below the precision is not worth the slower cut.
        let tilt = match HeadGeometry::face_tilt_degrees(&face) {
            tilt if tilt.abs() < MIN_TILT_DEGREES => 0.0,
            tilt => tilt,
        };
        let (x, y) = face.middle();
        let size = (face.right - face.left).max(2.0);
        let side = size * PATCH_FACE_WIDTHS;
        let clamp_inside = |value: f32, length: u32| f64::from(value).clamp(0.0, f64::from(length));
        let crop = Crop {
            centre_x: clamp_inside(x, picture.width()),
            centre_y: clamp_inside(y, picture.height()),
            width: side.into(),
            rotation: -f64::from(tilt),
        };
        let patch = cut_patch(picture, &crop)?;
        let patch_scale = f64::from(PATCH_PIXELS) / crop.width;
        let turn = Turn::new(crop.rotation);
        let upright = face.map_points(|(x, y)| {
            let (x, y) = turn.apply((f64::from(x) - crop.centre_x, f64::from(y) - crop.centre_y));
            let half = f64::from(PATCH_PIXELS) / 2.0;
            #[expect(
                clippy::cast_possible_truncation,
                reason = "pixels are exact enough in 32 bits"
            )]
            let to_patch_pixels = |along: f64| (half + along * patch_scale) as f32;
            (to_patch_pixels(x), to_patch_pixels(y))
        });
        let mask = self.ground.mask_about_face(&patch, &upright)?;
        let geometry = HeadGeometry::measure(&patch, &upright, &mask);
        Ok(head_in_picture(
            &geometry,
            tilt,
            &crop,
            patch_scale,
            size,
            (picture.width(), picture.height()),
        ))
    }
}

/// Converts the measurements on the patch to the picture.
fn head_in_picture(
    geometry: &HeadGeometry,
    tilt: f32,
    crop: &Crop,
    patch_scale: f64,
    size: f32,
    picture: (u32, u32),
) -> Head {
    let turn = Turn::new(crop.rotation);
    let half = f64::from(PATCH_PIXELS) / 2.0;
    let to_picture = |x: f32, y: f32| {
        let (x, y) =
            turn.undo(((f64::from(x) - half) / patch_scale, (f64::from(y) - half) / patch_scale));
        (crop.centre_x + x, crop.centre_y + y)
    };
    let (eye_x, eye_y) = to_picture(geometry.eye_mid.0, geometry.eye_mid.1);
    // Beyond the picture the patch repeats edge pixels, which can look like a ground above cut-off hair.
    let margin = f64::from(size) * CUT_OFF_MARGIN;
    let (width, height) = (f64::from(picture.0), f64::from(picture.1));
    let crown = geometry.hair_top.filter(|top| {
        let (x, y) = to_picture(geometry.eye_mid.0, *top);
        x > margin && y > margin && x < width - margin && y < height - margin
    });
    let to_picture_length = |length: f32| f64::from(length) / patch_scale;
    Head {
        eye_x,
        eye_y,
        tilt_degrees: f64::from(tilt),
        face_width: to_picture_length(geometry.face_width()),
        crown: crown.map(|top| to_picture_length(geometry.eye_mid.1 - top)),
        chin: to_picture_length(geometry.chin - geometry.eye_mid.1),
    }
}

/// The patch of a crop, with the edge pixels repeated beyond the picture. White there would look like a ground, and
/// cut-off hair like whole hair.
fn cut_patch(picture: &Picture, crop: &Crop) -> Result<Picture, PictureError> {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    // The patch is square and may be turned: its corners reach farther than half its side.
    let corner_distance = crop.width * std::f64::consts::FRAC_1_SQRT_2;
    let missing = (corner_distance - crop.centre_x)
        .max(corner_distance - crop.centre_y)
        .max(crop.centre_x + corner_distance - width)
        .max(crop.centre_y + corner_distance - height);
    if missing <= 0.0 {
        return crop.cut_out(picture, PATCH_PIXELS, PATCH_PIXELS);
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
    crop.cut_out(&wider, PATCH_PIXELS, PATCH_PIXELS)
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
    crop.cut_out(picture, columns, rows)
}

/// Converts a head of a turned picture to the picture before the turn.
fn turn_head_back(head: &Head, quarters: u8, (width, height): (u32, u32)) -> Head {
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
