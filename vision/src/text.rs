//! Text on an identity card: two models find and read it, on the server only.
//!
//! The card is cut out at its edges where these are found, so that the models see it from directly above. Otherwise the
//! whole picture is used as it is. The upright direction is found by reading: of two directions, text is legible in
//! one. This module does not know what the text means.
//!
//! Unlike the rest of this crate, it gives no equal bits between machines: the engine sums in an order that depends on
//! the processor.

mod detector;
mod letters;
mod onnx;
mod recogniser;
mod region;
mod upright;
mod view;
mod view_text;

use std::sync::Arc;

use rten::ThreadPool;
use sscard_shared::reading::{Area, Letter, Sheet, TextLine};

use crate::card::Point;
use crate::{ModelError, Picture, PictureError, find_card};
use detector::Detector;
use letters::{CutEnds, average_readings, clear_roomy_ends, lower_cut_ends};
use onnx::ThreadPools;
use recogniser::{LINE_HEIGHT_PIXELS, MAX_LINE_WIDTH_PIXELS, Recogniser};
use region::SlantedBox;
use upright::{Legibility, is_lying_on_its_side, median_slope, unlevel_slope};
use view::{Placement, TextView};
use view_text::{ViewText, coloured_share, count_sure_letters, grow, text_area};

/// The longer side in pixels at which lines are searched on a card.
const CARD_SIDE_PIXELS: f64 = 640.0;
/// The longer side in pixels at which lines are searched on a picture in which the card may be small.
const PICTURE_SIDE_PIXELS: f64 = 960.0;
/// The longer side in pixels at which lines are searched in another pass: for [`ReadingPass::Wider`], and below for
/// [`ReadingPass::Whole`].
const WIDER_SIDE_PIXELS: f64 = 896.0;
const WHOLE_SIDE_PIXELS: f64 = 1280.0;
/// The margin that another pass adds on every side of a card that was cut out, and of text about which no edges were
/// found, as a share of its width and height.
const WIDER_CARD_MARGIN: f64 = 0.07;
const WIDER_TEXT_MARGIN: f64 = 0.12;
/// The least confidence of a card's edges.
const MIN_EDGE_CONFIDENCE: f64 = 0.4;
/// The number of the longest lines that decide the upright direction.
const DECIDING_LINES: usize = 3;
/// The fewest letters of a card's side, each with at least the confidence [`SURE_LETTER_CONFIDENCE`]. With fewer, the next view is
/// tried.
const MIN_SURE_LETTERS: usize = 20;
/// With fewer sure letters than this, there is no card, and no further pass is worth its time.
const MIN_LETTERS_FOR_PASSES: usize = 5;
const SURE_LETTER_CONFIDENCE: f64 = 0.8;
/// A letter below this confidence is read again.
const UNSURE_CONFIDENCE: f64 = 0.85;
/// A letter below this confidence is no letter, and is not read again.
const HOPELESS_CONFIDENCE: f64 = 0.2;
/// How many lines of a view are read again. A page of something else has more, and must not cost many times a card's
/// time.
const MAX_REREAD_LINES: usize = 8;
/// The factors on a line's breadth for reading it again.
const REREAD_BREADTHS: [f64; 2] = [0.88, 1.12];

/// Why a picture's text could not be read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TextError {
    /// The picture cannot be processed.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The engine failed to run a model.
    #[error("the text model failed: {0}")]
    Model(String),
    /// A model's result has an unexpected shape.
    #[error("the text model gave a result of an unexpected shape")]
    UnexpectedShape,
}

/// Finds and reads text. One reader serves any number of threads.
#[derive(Debug)]
pub struct TextReader {
    detector: Detector,
    recogniser: Recogniser,
    thread_pools: ThreadPools,
}

/// Another pass over a picture whose first pass left something unread. Each pass shows the text in another size and
/// crop, so that a line that one pass missed or cut short is often whole in the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadingPass {
    /// The card with a margin about it, or the surroundings of the text where no card was cut out, at a higher
    /// resolution.
    Wider,
    /// The whole picture at a higher resolution. The edges that were taken for the card's may have been others.
    Whole,
}

impl ReadingPass {
    /// The passes in the order of their use for their time.
    pub const ALL: [Self; 2] = [Self::Wider, Self::Whole];
}

/// The text of a picture of a card.
#[derive(Clone, Debug)]
pub struct CardText {
    sheet: Sheet,
    placement: Placement,
}

impl CardText {
    /// The lines, for [`sscard_shared::reading`].
    #[must_use]
    pub const fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Whether hardly anything was read with certainty: there is no card to read in another pass.
    #[must_use]
    pub fn has_no_text(&self) -> bool {
        count_sure_letters(&self.sheet.lines) < MIN_LETTERS_FOR_PASSES
    }

    /// The number of clockwise quarter turns that bring the picture upright, 0–3.
    #[must_use]
    pub const fn quarter_turns(&self) -> u8 {
        self.placement.quarter_turns
    }

    /// The bounding rectangle of an area of the sheet on the picture after those turns, in shares of the picture.
    #[must_use]
    pub fn area_on_picture(&self, area: Area) -> Area {
        self.placement.picture_area(area)
    }
}

impl TextReader {
    /// Reads the two models from ONNX files: the detector of lines, and the recogniser of characters with its alphabet
    /// inside. Each reading runs on this number of threads of its own.
    ///
    /// # Errors
    /// A [`ModelError`] where one of them is not such a model.
    pub fn new(
        detector: &'static [u8],
        recogniser: &'static [u8],
        threads: usize,
    ) -> Result<Self, ModelError> {
        Ok(Self {
            detector: Detector::read(detector)?,
            recogniser: Recogniser::read(recogniser)?,
            thread_pools: ThreadPools::new(threads),
        })
    }

    /// Reads the card in a picture, in any orientation.
    ///
    /// # Errors
    /// [`TextError`].
    pub fn read_card(&self, picture: &Picture) -> Result<CardText, TextError> {
        self.thread_pools.run_on_own_pool(|threads| self.read_first_pass(picture, threads))
    }

    fn read_first_pass(
        &self,
        picture: &Picture,
        threads: &Arc<ThreadPool>,
    ) -> Result<CardText, TextError> {
        let sighting =
            find_card(picture).filter(|sighting| sighting.confidence() >= MIN_EDGE_CONFIDENCE);
        let has_another_card = sighting.is_some_and(|sighting| sighting.has_another_card());
        let whole = TextView::whole_picture(picture).ok_or(PictureError::BadCrop)?;
        let card = sighting.and_then(|sighting| TextView::from_card(picture, &sighting.corners()));
        let whole_as_card = whole.has_card_proportions().then_some(whole);
        let views = [
            card.map(|view| (view, CARD_SIDE_PIXELS, true)),
            whole_as_card.map(|view| (view, CARD_SIDE_PIXELS, true)),
            Some((whole, PICTURE_SIDE_PIXELS, false)),
        ];
        let mut best: Option<(ViewText<'_>, bool)> = None;
        for (view, long_side, is_card) in views.into_iter().flatten() {
            let pass_text = self.read_view(view, long_side, threads)?;
            let letters = count_sure_letters(&pass_text.lines);
            if best.as_ref().is_none_or(|(best, _)| letters > count_sure_letters(&best.lines)) {
                best = Some((pass_text, is_card));
            }
            if letters >= MIN_SURE_LETTERS {
                break;
            }
        }
        let (pass_text, is_card) = best.ok_or(PictureError::BadCrop)?;
        let (width, height) = pass_text.view.size();
        let coloured = Some(coloured_share(&pass_text)?);
        let sheet = Sheet {
            lines: pass_text.lines,
            aspect: width / height,
            slope: pass_text.slope,
            is_card,
            another_card: has_another_card,
            coloured,
        };
        Ok(CardText { sheet, placement: pass_text.view.placement() })
    }

    /// Reads a picture in another pass, after [`TextReader::read_card`] gave `first`. Areas of the result are shares of
    /// another part of the picture than those of the first; [`CardText::area_on_picture`] converts both to the picture.
    /// `None` where the pass has no part of the picture to read.
    ///
    /// # Errors
    /// [`TextError`].
    pub fn read_card_again(
        &self,
        picture: &Picture,
        first: &CardText,
        pass: ReadingPass,
    ) -> Result<Option<CardText>, TextError> {
        let part = if first.sheet.is_card {
            Area { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 }
        } else {
            text_area(&first.sheet.lines)
        };
        let view = match pass {
            ReadingPass::Wider => {
                let margin =
                    if first.sheet.is_card { WIDER_CARD_MARGIN } else { WIDER_TEXT_MARGIN };
                TextView::with_natural_size(
                    picture,
                    first.placement.picture_corners(grow(part, margin)),
                )
            }
            ReadingPass::Whole => TextView::whole_picture(picture)
                .and_then(|view| view.turned(first.placement.quarter_turns)),
        };
        let Some(view) = view else { return Ok(None) };
        let long_side = match pass {
            ReadingPass::Wider => WIDER_SIDE_PIXELS,
            ReadingPass::Whole => WHOLE_SIDE_PIXELS,
        };
        let pass_text = self
            .thread_pools
            .run_on_own_pool(|threads| self.read_view(view, long_side, threads))?;
        let (width, height) = pass_text.view.size();
        let sheet = Sheet {
            lines: pass_text.lines,
            aspect: width / height,
            slope: pass_text.slope,
            is_card: false,
            another_card: first.sheet.another_card,
            coloured: first.sheet.coloured,
        };
        Ok(Some(CardText { sheet, placement: pass_text.view.placement() }))
    }

    /// Finds the lines of a view, turns it upright, and reads them.
    fn read_view<'a>(
        &self,
        view: TextView<'a>,
        long_side: f64,
        threads: &Arc<ThreadPool>,
    ) -> Result<ViewText<'a>, TextError> {
        let (mut view, mut lines) = (view, self.detector.find_lines(&view, long_side, threads)?);
        if is_lying_on_its_side(&lines)
            && let Some(turned) = view.turned(1)
        {
            lines = self.detector.find_lines(&turned, long_side, threads)?;
            view = turned;
        } else if let Some(level) =
            unlevel_slope(&lines).and_then(|slant| view.aligned_with((1.0, slant)))
        {
            lines = self.detector.find_lines(&level, long_side, threads)?;
            view = level;
        }
        let read_deciding_lines = |view: &TextView<'_>, lines: &[SlantedBox]| {
            let readings =
                lines.iter().take(DECIDING_LINES).map(|line| self.read_line(view, line, threads));
            readings.collect::<Result<Vec<_>, _>>()
        };
        let mut deciding = read_deciding_lines(&view, &lines)?;
        let legibility = Legibility::new(&deciding);
        if !legibility.is_upright()
            && let Some(turned) = view.turned(2)
        {
            let (width, height) = view.size();
            let turned_lines: Vec<SlantedBox> = lines
                .iter()
                .map(|line| SlantedBox {
                    centre: (width - line.centre.0, height - line.centre.1),
                    ..*line
                })
                .collect();
            let deciding_turned = read_deciding_lines(&turned, &turned_lines)?;
            if Legibility::new(&deciding_turned).sure > legibility.sure {
                (view, lines, deciding) = (turned, turned_lines, deciding_turned);
            }
        }
        let mut rereads_left = MAX_REREAD_LINES;
        let mut deciding = deciding.into_iter();
        let text_lines = lines.iter().map(|line| {
            // The deciding lines were read already.
            let first = deciding.next().map_or_else(|| self.read_line(&view, line, threads), Ok)?;
            self.read_text_line(&view, line, first, threads, &mut rereads_left)
        });
        let text_lines = text_lines.collect::<Result<Vec<_>, _>>()?;
        let slope = median_slope(&lines);
        let lines = text_lines.into_iter().filter(|line| !line.letters.is_empty()).collect();
        Ok(ViewText { view, lines, slope })
    }

    fn read_text_line(
        &self,
        view: &TextView<'_>,
        line: &SlantedBox,
        first: Vec<Letter>,
        threads: &Arc<ThreadPool>,
        rereads_left: &mut usize,
    ) -> Result<TextLine, TextError> {
        let (width, height) = view.size();
        let corners = line.corners();
        let area = Area::about(corners.map(|(x, y)| (x / width, y / height)));
        let mut letters = self.reread_line(view, line, first, threads, rereads_left)?;
        let [top_left, top_right, bottom_right, bottom_left] = corners;
        let ends = [(top_left, bottom_left), (top_right, bottom_right)];
        let cut = CutEnds {
            middles: ends.map(|(top, bottom)| view.is_at_picture_edge(midpoint(top, bottom))),
            corners: ends.map(|(top, bottom)| {
                view.is_at_picture_edge(top) || view.is_at_picture_edge(bottom)
            }),
        };
        lower_cut_ends(&mut letters, cut);
        clear_roomy_ends(&mut letters, line.length / line.breadth);
        Ok(TextLine { letters, area })
    }

    /// The letters of a line. Empty where too little of it is within the picture.
    fn read_line(
        &self,
        view: &TextView<'_>,
        line: &SlantedBox,
        threads: &Arc<ThreadPool>,
    ) -> Result<Vec<Letter>, TextError> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast from float saturates"
        )]
        let width = ((f64::from(LINE_HEIGHT_PIXELS) * line.length / line.breadth) as u32)
            .clamp(LINE_HEIGHT_PIXELS / 2, MAX_LINE_WIDTH_PIXELS);
        match view.draw_part(line.corners(), width, LINE_HEIGHT_PIXELS) {
            Some(drawn) => self.recogniser.read_line(&drawn, threads),
            None => Ok(Vec::new()),
        }
    }

    /// The letters of a first reading. Where one of them is unsure, the line is read again a little wider and a little
    /// narrower, and the readings of equal length are averaged.
    fn reread_line(
        &self,
        view: &TextView<'_>,
        line: &SlantedBox,
        first: Vec<Letter>,
        threads: &Arc<ThreadPool>,
        rereads_left: &mut usize,
    ) -> Result<Vec<Letter>, TextError> {
        let mut letters = first;
        let is_unsure =
            |letter: &Letter| (HOPELESS_CONFIDENCE..UNSURE_CONFIDENCE).contains(&letter.confidence);
        if *rereads_left > 0 && letters.iter().any(is_unsure) {
            *rereads_left -= 1;
            let mut readings = vec![letters.clone()];
            for breadth in REREAD_BREADTHS {
                let turned_lines = SlantedBox { breadth: line.breadth * breadth, ..*line };
                let reading = self.read_line(view, &turned_lines, threads)?;
                if reading.len() == letters.len() {
                    readings.push(reading);
                }
            }
            average_readings(&mut letters, &readings);
        }
        Ok(letters)
    }
}

fn midpoint(one: Point, turned_lines: Point) -> Point {
    (f64::midpoint(one.0, turned_lines.0), f64::midpoint(one.1, turned_lines.1))
}
