//! Where the hair ends and the ground begins.

use super::Face;
use crate::{Mask, Picture};

/// Half the width of the band above the face in which hair is looked for, in widths of the face.
const BAND: f32 = 0.6;
/// How many of them may reach higher than the top: a single stray hair is not the hair.
const CROWN: usize = 3;
/// How far below the top of the hair its edge still counts as the crown, in widths of the face.
const CAP: f32 = 0.05;
/// Hair and ground that differ by less, as a distance of bytes in red, green and blue, show no edge of their own.
const FAINT: f32 = 24.0;
/// Columns of the band that are looked at.
const COLUMNS: u16 = 64;

/// How far down the top of the hair lies, in pixels of the picture; none where no ground is above it.
pub(super) fn hair_top(picture: &Picture, face: &Face, mask: &Mask) -> Option<f32> {
    let size = face.right - face.left;
    let middle = (face.left + face.right) / 2.0;
    let brow = face.right_eye.1.min(face.left_eye.1);
    let mut ends: Vec<(f32, f32)> = (0..COLUMNS)
        .map(|column| (f32::from(column) + 0.5) / f32::from(COLUMNS))
        .map(|part| middle + (2.0 * part - 1.0) * BAND * size)
        .filter_map(|x| Some((x, person_end(mask, x, brow)?)))
        .collect();
    ends.sort_by(|first, second| first.1.total_cmp(&second.1));
    let (_, top) = *ends.get(CROWN)?;
    let (_, part_top, ..) = mask.part();
    // Where the person reaches the edge of the mask, hair was cut off.
    if top <= part_top + mask.step_down() {
        return None;
    }
    let crown = ends.iter().filter(|end| (end.1 - top).abs() <= CAP * size);
    let mut shifts: Vec<f32> = crown
        .filter_map(|(x, y)| Some(colour_edge(picture, *x, *y, mask.step_down().max(1.0))? - y))
        .collect();
    shifts.sort_by(f32::total_cmp);
    let shift = shifts.get(shifts.len() / 2).copied().unwrap_or_default();
    Some((top + shift).max(0.0))
}

/// Where the person ends above a point of the face; none where the column shows no person there.
fn person_end(mask: &Mask, x: f32, brow: f32) -> Option<f32> {
    let (_, part_top, _, part_bottom) = mask.part();
    let step = mask.step_down();
    // A brow far outside of the mask would make for a long way.
    let mut y = if brow > part_top { brow.min(part_bottom) } else { return None };
    let mut probability = mask.at(x, y);
    if probability < 0.5 {
        return None;
    }
    while y > part_top {
        let above = mask.at(x, y - step);
        if above < 0.5 {
            // The place between the two where the probability passes one half.
            return Some(y - step * (probability - 0.5) / (probability - above));
        }
        y -= step;
        probability = above;
    }
    Some(part_top)
}

/// Where, near `y`, the colour passes half-way from that of the ground above to that of the hair below. The mask is coarser
/// than the picture; its colours say better where the hair ends.
fn colour_edge(picture: &Picture, x: f32, y: f32, step: f32) -> Option<f32> {
    let ground = mean_colour(picture, x, y - 5.0 * step, y - 2.5 * step)?;
    let hair = mean_colour(picture, x, y + 2.5 * step, y + 5.0 * step)?;
    let way: [f32; 3] = std::array::from_fn(|channel| hair[channel] - ground[channel]);
    let length = way.iter().map(|part| part * part).sum::<f32>();
    if length < FAINT * FAINT {
        return None;
    }
    let (mut at, end) = (y - 2.5 * step, y + 2.5 * step);
    let mut before = 0.0;
    while at <= end {
        let colour = mean_colour(picture, x, at, at + 1.0)?;
        let gone = (0..3).map(|channel| (colour[channel] - ground[channel]) * way[channel]);
        let share = gone.sum::<f32>() / length;
        if share >= 0.5 {
            // Colours belong to the middles of pixels.
            let back = if share > before { (share - 0.5) / (share - before) } else { 0.0 };
            return Some(at.floor() + 0.5 - back.min(1.0));
        }
        before = share;
        at += 1.0;
    }
    None
}

/// The mean colour of the pixels in a column from one height to another, of three columns side by side.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from float saturates, and what lies outside is left out"
)]
fn mean_colour(picture: &Picture, x: f32, from: f32, to: f32) -> Option<[f32; 3]> {
    if from < 0.0 || x < 1.0 {
        return None;
    }
    let (column, first) = (x as usize, from as u32);
    let last = (to as u32).max(first + 1);
    let mut sum = [0.0; 3];
    let mut count = 0.0;
    for y in first..last.min(picture.height()) {
        for pixel in picture.row(y).get(column - 1..column + 2)? {
            for (sum, byte) in sum.iter_mut().zip(pixel) {
                *sum += f32::from(*byte);
            }
            count += 1.0;
        }
    }
    (count > 0.0).then(|| sum.map(|sum| sum / count))
}
