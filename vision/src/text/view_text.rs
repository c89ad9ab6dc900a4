//! The text of one view, and facts about the view besides the text.

use sscard_shared::reading::{Area, TextLine};

use super::SURE_LETTER_CONFIDENCE;
use super::view::TextView;
use crate::PictureError;

/// The part of a card about its text, as a share of the text's width and height.
const TEXT_MARGIN: f64 = 0.15;

/// A view with its lines of text.
pub(super) struct ViewText<'a> {
    pub(super) view: TextView<'a>,
    pub(super) lines: Vec<TextLine>,
    /// The mean fall of the longer lines to the right, as a tangent.
    pub(super) slope: Option<f64>,
}

/// The bounding rectangle of the lines that were read with certainty, with a margin. The whole view where there are
/// none.
pub(super) fn text_area(lines: &[TextLine]) -> Area {
    let sure = lines.iter().filter(|line| {
        line.letters.len() > 1
            && line.letters.iter().all(|letter| letter.confidence >= SURE_LETTER_CONFIDENCE)
    });
    let about = sure.map(|line| line.area).reduce(Area::with);
    about.map_or(Area { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 }, |about| {
        grow(about, TEXT_MARGIN)
    })
}

/// An area with a margin on every side, as a share of its width and height.
pub(super) fn grow(area: Area, margin: f64) -> Area {
    let (across, down) = (area.right - area.left, area.bottom - area.top);
    Area {
        left: area.left - margin * across,
        top: area.top - margin * down,
        right: area.right + margin * across,
        bottom: area.bottom + margin * down,
    }
}

/// The number of letters that were read with certainty.
pub(super) fn count_sure_letters(lines: &[TextLine]) -> usize {
    let letters = lines.iter().flat_map(|line| &line.letters);
    letters.filter(|letter| letter.confidence >= SURE_LETTER_CONFIDENCE).count()
}

/// The share of a card whose colour differs from its usual colour. It is measured about the text, because the ground of
/// a picture says nothing of the card on it.
pub(super) fn coloured_share(view_text: &ViewText<'_>) -> Result<f64, PictureError> {
    /// The least difference of two channels from their usual difference that counts as colour, on paper of [`REFERENCE_PAPER_LUMA`].
    const MIN_COLOUR_DIFFERENCE: i32 = 28;
    const REFERENCE_PAPER_LUMA: i32 = 200;
    /// The luma of the darkest paper whose colours can be distinguished from noise.
    const MIN_PAPER_LUMA: i32 = 30;
    let (width, height) = view_text.view.size();
    let text = text_area(&view_text.lines);
    let [left, right] = [text.left, text.right].map(|x| x.clamp(0.0, 1.0) * width);
    let [top, bottom] = [text.top, text.bottom].map(|y| y.clamp(0.0, 1.0) * height);
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    let reduced = match view_text.view.draw_part(corners, 160, 100) {
        Some(part) => part,
        None => view_text.view.draw(160, 100)?,
    };
    let median = |mut numbers: Vec<i32>| {
        numbers.sort_unstable();
        numbers[numbers.len() / 2]
    };
    let pixels = || reduced.pixels().iter().map(|pixel| pixel.map(i32::from));
    let paper = median(pixels().map(|[red, green, blue]| red.max(green).max(blue)).collect());
    // In the dark all differences are smaller.
    let tint = |[red, green, blue]: [i32; 3]| {
        [red - green, blue - green]
            .map(|off| off * REFERENCE_PAPER_LUMA / paper.max(MIN_PAPER_LUMA))
    };
    let usual_tint =
        [0, 1].map(|channel| median(pixels().map(|pixel| tint(pixel)[channel]).collect()));
    let differs = |pixel: &[i32; 3]| {
        tint(*pixel)
            .into_iter()
            .zip(usual_tint)
            .any(|(tint, usual_tint)| (tint - usual_tint).abs() > MIN_COLOUR_DIFFERENCE)
    };
    Ok(pixels().filter(differs).count() as f64 / reduced.pixels().len() as f64)
}
