//! How a picture is searched: as a whole, about what was found, and in parts.

use super::{Face, FaceFinder, Square, merge};
use crate::{Picture, PictureError};

/// What scores less is no face. Measured: this keeps 66 of 66 views of portraits (the least has 0.83) and 98 of 100 faces of
/// 25 × 25 pixels blown up, and none of 120 pictures without a face; at 0.6, three of these pass.
const FACE: f32 = 0.7;
/// A first look that is this sure deserves a second.
const HUNCH: f32 = 0.4;
/// At most so many hunches are looked at again: a crowd is answered by "several", not by its number.
const MOST_LOOKS: usize = 4;
/// The side of the square for the second look, in widths of the face. The network was taught on people who hold a phone.
const FRAME: f32 = 2.2;
/// Parts of the longest side that the tiles of the first and of the second search have.
const TILES: [f32; 2] = [0.5, 0.25];
/// A tile of fewer pixels a side is not looked at: a face that fills a third of it is too small for any use of ours.
const SMALLEST_TILE: f32 = 384.0;
/// How far tiles lie apart, in parts of a tile: a face of a third of a tile is whole in one of them.
const TILE_STEP: f32 = 0.6;

/// What a search ended with.
pub(crate) struct Found {
    /// The faces that are surely there, best first.
    pub(crate) faces: Vec<Face>,
    /// The best score of anything that looked like a face from near, sure or not; 0 where nothing did even from afar.
    pub(crate) score: f32,
}

impl FaceFinder {
    /// As [`FaceFinder::find`], and tells how near the best guess came where nothing is sure.
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

    /// The faces of an upright picture, best first; none where none is sure enough.
    ///
    /// The picture is looked at as a whole, then about every face found there, from near, for exact points. Only where
    /// nothing is found is it searched in ever smaller tiles, so that a further, much smaller face beside a large one is not
    /// told. In pictures that show no face this takes up to forty looks.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn find(&self, picture: &Picture) -> Result<Vec<Face>, PictureError> {
        Ok(self.search(picture)?.faces)
    }

    /// As [`FaceFinder::find`], but searches tiles of half the longest side in any case: for pictures where a second,
    /// smaller face matters. It takes four to ten times as long.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn find_every(&self, picture: &Picture) -> Result<Vec<Face>, PictureError> {
        let mut faces = self.find(picture)?;
        faces.extend(self.find_in_tiles(picture, TILES[0])?.faces);
        Ok(merge::best(faces))
    }

    fn find_in_tiles(&self, picture: &Picture, part: f32) -> Result<Found, PictureError> {
        let mut hunches = Vec::new();
        for tile in tiles(picture, part) {
            hunches.extend(self.look(picture, tile, HUNCH)?);
        }
        self.confirmed(picture, hunches)
    }

    /// Looks at each hunch again from near, and keeps those that then are sure enough.
    ///
    /// Of those that are not, the score from near counts: hands, patches and clouds look like a face from afar, and no more
    /// so from near, as a face does that is covered or badly lit.
    fn confirmed(&self, picture: &Picture, hunches: Vec<Face>) -> Result<Found, PictureError> {
        let mut faces = Vec::new();
        let mut score = 0.0_f32;
        for hunch in merge::best(hunches).into_iter().take(MOST_LOOKS) {
            let near = self.look(picture, hunch.frame(), FACE)?;
            // Of what is seen from near, the one that the hunch was about.
            match near.into_iter().find(|face| face.holds(hunch.middle())) {
                Some(face) => faces.push(face),
                None => score = score.max(self.guess(picture, &hunch)?),
            }
        }
        let faces = merge::best(faces);
        let score = faces.first().map_or(score, |best| best.score);
        Ok(Found { faces, score })
    }

    /// How much of a face the thing is, from near, that a hunch was about.
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
    /// The square about this face in which the network sees it best.
    fn frame(&self) -> Square {
        let (x, y) = self.middle();
        // At least two pixels: the network may give a box of no width.
        let side = ((self.right - self.left).max(self.bottom - self.top) * FRAME).max(2.0);
        Square { left: x - side / 2.0, top: y - side / 2.0, side }
    }
}

/// Overlapping squares that cover the picture, row by row; none where they would be too small.
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

/// Where tiles begin along an axis: evenly from end to end, or one in the middle where it is as long as the axis.
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
