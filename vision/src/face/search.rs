//! Searching a picture: first as a whole, then about the found faces, then in tiles.

use super::{Face, FaceFinder, Square, merge};
use crate::{Picture, PictureError};

/// The least score of a face. Measured: it keeps 66 of 66 views of portraits (the lowest has 0.83) and 98 of 100 faces
/// of 25 × 25 pixels enlarged, and none of 120 pictures without a face; at 0.6, three of these pass.
const FACE: f32 = 0.7;
/// The score from which a candidate of the first pass is examined again.
const HUNCH: f32 = 0.4;
/// The largest number of candidates that are examined again. For a crowd the answer is "several", not its exact number.
const MOST_LOOKS: usize = 4;
/// The side of the square for the second pass, in widths of the face. The model was trained on people who hold a phone.
const FRAME: f32 = 2.2;
/// The tile sides of the first and of the second tiled search, as shares of the longest side.
const TILES: [f32; 2] = [0.5, 0.25];
/// The smallest tile side in pixels. A face that fills a third of a smaller tile is too small for any use here.
const SMALLEST_TILE: f32 = 384.0;
/// The distance between tiles, as a share of a tile: a face of a third of a tile is whole in one of them.
const TILE_STEP: f32 = 0.6;

/// The result of a search.
pub(crate) struct Found {
    /// The faces that are sure, best first.
    pub(crate) faces: Vec<Face>,
    /// The best score of any candidate in the close view, sure or not. 0 where the first pass found no candidate.
    pub(crate) score: f32,
}

impl FaceFinder {
    /// Searches as [`FaceFinder::find`], and returns the score of the best candidate where no face is sure.
    pub(crate) fn search(&self, picture: &Picture) -> Result<Found, PictureError> {
        let hunches = self.look(picture, Square::about(picture), HUNCH)?;
        let mut found = self.confirmed(picture, hunches)?;
        for part in TILES {
            if !found.faces.is_empty() {
                break;
            }
            let again = self.find_in_tiles(picture, part)?;
            found = Found { score: again.score.max(found.score), ..again };
        }
        Ok(found)
    }

    /// The faces of an upright picture, best first. Empty where none is sure enough.
    ///
    /// The whole picture is searched, then every candidate is viewed closely for exact points. Only where nothing is
    /// found are ever smaller tiles searched, so that a further, much smaller face beside a large one is not reported.
    /// A picture without a face takes up to forty runs of the model.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn find(&self, picture: &Picture) -> Result<Vec<Face>, PictureError> {
        Ok(self.search(picture)?.faces)
    }

    fn find_in_tiles(&self, picture: &Picture, part: f32) -> Result<Found, PictureError> {
        let mut hunches = Vec::new();
        for tile in tiles(picture, part) {
            hunches.extend(self.look(picture, tile, HUNCH)?);
        }
        self.confirmed(picture, hunches)
    }

    /// Views each candidate closely, and keeps those that then are sure enough.
    ///
    /// Of the others, the close-view score counts: hands, patches and clouds look like a face from afar, but less so in
    /// the close view. A face that is covered or badly lit keeps its score.
    fn confirmed(&self, picture: &Picture, hunches: Vec<Face>) -> Result<Found, PictureError> {
        let mut faces = Vec::new();
        let mut score = 0.0_f32;
        for hunch in merge::best(hunches).into_iter().take(MOST_LOOKS) {
            let near = self.look(picture, hunch.frame(), FACE)?;
            // The face in the close view that belongs to the candidate.
            match near.into_iter().find(|face| face.holds(hunch.middle())) {
                Some(face) => faces.push(face),
                None => score = score.max(self.guess(picture, &hunch)?),
            }
        }
        let faces = merge::best(faces);
        let score = faces.first().map_or(score, |best| best.score);
        Ok(Found { faces, score })
    }

    /// The best close-view score of the object at a candidate's position.
    fn guess(&self, picture: &Picture, hunch: &Face) -> Result<f32, PictureError> {
        let near = self.look(picture, hunch.frame(), 0.0)?;
        let about = near.into_iter().filter(|face| face.holds(hunch.middle()));
        Ok(about.map(|face| face.score).fold(0.0, f32::max))
    }
}

impl Square {
    /// The smallest square about the whole picture, with the picture in its middle.
    fn about(picture: &Picture) -> Self {
        let (width, height) = sides(picture);
        let side = width.max(height);
        Self { left: (width - side) / 2.0, top: (height - side) / 2.0, side }
    }
}

impl Face {
    /// The square about this face in which the model detects it best.
    fn frame(&self) -> Square {
        let (x, y) = self.middle();
        // At least two pixels: the model may return a box of no width.
        let side = ((self.right - self.left).max(self.bottom - self.top) * FRAME).max(2.0);
        Square { left: x - side / 2.0, top: y - side / 2.0, side }
    }
}

/// Overlapping squares that cover the picture, row by row. Empty where they would be too small.
fn tiles(picture: &Picture, part: f32) -> Vec<Square> {
    let (width, height) = sides(picture);
    let side = width.max(height) * part;
    let mut tiles = Vec::new();
    if side < SMALLEST_TILE {
        return tiles;
    }
    for top in starts(height, side) {
        for left in starts(width, side) {
            tiles.push(Square { left, top, side });
        }
    }
    tiles
}

/// The positions where tiles begin along an axis: evenly from end to end, or a single one in the middle where the tile
/// is as long as the axis.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a tile is a quarter of the longest side or more, so there are few"
)]
fn starts(length: f32, side: f32) -> Vec<f32> {
    let room = length - side;
    if room <= 0.0 {
        return vec![room / 2.0];
    }
    let steps = (room / (side * TILE_STEP)).ceil().clamp(1.0, 16.0) as u8;
    (0..=steps).map(|step| room * f32::from(step) / f32::from(steps)).collect()
}

fn sides(picture: &Picture) -> (f32, f32) {
    (picture.width() as f32, picture.height() as f32)
}
