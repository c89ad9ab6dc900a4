//! Searching a picture: first as a whole, then about the found faces, then in tiles.

use super::{Face, FaceFinder, SearchSquare, merge};
use crate::{Picture, PictureError};

/// The least score of a face. Measured: it keeps 66 of 66 views of portraits (the lowest has 0.83) and 98 of 100 faces
/// of 25 × 25 pixels enlarged, and none of 120 pictures without a face; at 0.6, three of these pass.
const MIN_FACE_SCORE: f32 = 0.7;
/// The score from which a candidate of the first pass is examined again.
const MIN_CANDIDATE_SCORE: f32 = 0.4;
/// The largest number of candidates that are examined again. For a crowd the answer is "several", not its exact number.
const MAX_CLOSE_VIEWS: usize = 4;
/// The side of the square for the second pass, in widths of the face. The model was trained on people who hold a phone.
const CLOSE_VIEW_SIDE: f32 = 2.2;
/// The tile sides of the first and of the second tiled search, as shares of the longest side.
const TILE_SIDES: [f32; 2] = [0.5, 0.25];
/// The smallest tile side in pixels. A face that fills a third of a smaller tile is too small for any use here.
const MIN_TILE_PIXELS: f32 = 384.0;
/// The distance between tiles, as a share of a tile: a face of a third of a tile is whole in one of them.
const TILE_STEP_SHARE: f32 = 0.6;

/// The result of a search.
pub(crate) struct FaceSearch {
    /// The faces that are sure, best first.
    pub(crate) faces: Vec<Face>,
    /// The best score of any candidate in the close view, sure or not. 0 where the first pass found no candidate.
    pub(crate) score: f32,
}

impl FaceFinder {
    /// Searches as [`FaceFinder::find_faces`], and returns the score of the best candidate where no face is sure.
    pub(crate) fn search_faces(&self, picture: &Picture) -> Result<FaceSearch, PictureError> {
        let candidates = self.detect_in_square(
            picture,
            SearchSquare::around_picture(picture),
            MIN_CANDIDATE_SCORE,
        )?;
        let mut found = self.confirm_candidates(picture, candidates)?;
        for side_share in TILE_SIDES {
            if !found.faces.is_empty() {
                break;
            }
            let tiled = self.find_in_tiles(picture, side_share)?;
            found = FaceSearch { score: tiled.score.max(found.score), ..tiled };
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
    pub fn find_faces(&self, picture: &Picture) -> Result<Vec<Face>, PictureError> {
        Ok(self.search_faces(picture)?.faces)
    }

    fn find_in_tiles(
        &self,
        picture: &Picture,
        side_share: f32,
    ) -> Result<FaceSearch, PictureError> {
        let mut candidates = Vec::new();
        for tile in tiles(picture, side_share) {
            candidates.extend(self.detect_in_square(picture, tile, MIN_CANDIDATE_SCORE)?);
        }
        self.confirm_candidates(picture, candidates)
    }

    /// Views each candidate closely, and keeps those that then are sure enough.
    ///
    /// Of the others, the close-view score counts: hands, patches and clouds look like a face from afar, but less so in
    /// the close view. A face that is covered or badly lit keeps its score.
    fn confirm_candidates(
        &self,
        picture: &Picture,
        candidates: Vec<Face>,
    ) -> Result<FaceSearch, PictureError> {
        let mut faces = Vec::new();
        let mut score = 0.0_f32;
        for candidate in merge::keep_best(candidates).into_iter().take(MAX_CLOSE_VIEWS) {
            let close_faces =
                self.detect_in_square(picture, candidate.close_square(), MIN_FACE_SCORE)?;
            // The face in the close view that belongs to the candidate.
            match close_faces.into_iter().find(|face| face.contains(candidate.middle())) {
                Some(face) => faces.push(face),
                None => score = score.max(self.candidate_score(picture, &candidate)?),
            }
        }
        let faces = merge::keep_best(faces);
        let score = faces.first().map_or(score, |best| best.score);
        Ok(FaceSearch { faces, score })
    }

    /// The best close-view score of the object at a candidate's position.
    fn candidate_score(&self, picture: &Picture, candidate: &Face) -> Result<f32, PictureError> {
        let close_faces = self.detect_in_square(picture, candidate.close_square(), 0.0)?;
        let at_candidate = close_faces.into_iter().filter(|face| face.contains(candidate.middle()));
        Ok(at_candidate.map(|face| face.score).fold(0.0, f32::max))
    }
}

impl SearchSquare {
    /// The smallest square about the whole picture, with the picture in its middle.
    fn around_picture(picture: &Picture) -> Self {
        let (width, height) = picture_sides(picture);
        let side = width.max(height);
        Self { left: (width - side) / 2.0, top: (height - side) / 2.0, side }
    }
}

impl Face {
    /// The square about this face in which the model detects it best.
    fn close_square(&self) -> SearchSquare {
        let (x, y) = self.middle();
        // At least two pixels: the model may return a box of no width.
        let side =
            ((self.right - self.left).max(self.bottom - self.top) * CLOSE_VIEW_SIDE).max(2.0);
        SearchSquare { left: x - side / 2.0, top: y - side / 2.0, side }
    }
}

/// Overlapping squares that cover the picture, row by row. Empty where they would be too small.
fn tiles(picture: &Picture, side_share: f32) -> Vec<SearchSquare> {
    let (width, height) = picture_sides(picture);
    let side = width.max(height) * side_share;
    let mut tiles = Vec::new();
    if side < MIN_TILE_PIXELS {
        return tiles;
    }
    for top in tile_starts(height, side) {
        for left in tile_starts(width, side) {
            tiles.push(SearchSquare { left, top, side });
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
fn tile_starts(length: f32, side: f32) -> Vec<f32> {
    let free_length = length - side;
    if free_length <= 0.0 {
        return vec![free_length / 2.0];
    }
    let steps = (free_length / (side * TILE_STEP_SHARE)).ceil().clamp(1.0, 16.0) as u8;
    (0..=steps).map(|step| free_length * f32::from(step) / f32::from(steps)).collect()
}

fn picture_sides(picture: &Picture) -> (f32, f32) {
    (picture.width() as f32, picture.height() as f32)
}
