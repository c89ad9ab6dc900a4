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
use letters::{Cut, leave_cut_ends_open, leave_roomy_ends_open, together};
use onnx::Lanes;
use recogniser::{LINE_HEIGHT, MOST_WIDTH, Recogniser};
use region::Slanted;
use upright::{Legible, lies_on_its_side, slant, slope};
use view::{Placement, View};
use view_text::{Look, about_the_text, coloured, grown, sure_letters};

/// The longer side in pixels at which lines are searched on a card.
const CARD_SIDE: f64 = 640.0;
/// The longer side in pixels at which lines are searched on a picture in which the card may be small.
const PICTURE_SIDE: f64 = 960.0;
/// The longer side in pixels at which lines are searched in another pass: for [`OtherLook::Wider`], and below for
/// [`OtherLook::Whole`].
const WIDER_SIDE: f64 = 896.0;
const WHOLE_SIDE: f64 = 1280.0;
/// The margin that another pass adds on every side of a card that was cut out, and of text about which no edges were
/// found, as a share of its width and height.
const WIDER_CARD: f64 = 0.07;
const WIDER_TEXT: f64 = 0.12;
/// The least confidence of a card's edges.
const SURE_EDGES: f64 = 0.4;
/// The number of the longest lines that decide the upright direction.
const TELLING_LINES: usize = 3;
/// The fewest letters of a card's side, each with at least the confidence [`SURE_LETTER`]. With fewer, the next view is
/// tried.
const FEWEST_LETTERS: usize = 20;
/// With fewer sure letters than this, there is no card, and no further pass is worth its time.
const FEWEST_TO_LOOK_AGAIN: usize = 5;
const SURE_LETTER: f64 = 0.8;
/// A letter below this confidence is read again.
const UNSURE: f64 = 0.85;
/// A letter below this confidence is no letter, and is not read again.
const HOPELESS: f64 = 0.2;
/// How many lines of a view are read again. A page of something else has more, and must not cost many times a card's
/// time.
const LOOKED_AT_AGAIN: usize = 8;
/// The factors on a line's breadth for reading it again.
const OTHER_BREADTHS: [f64; 2] = [0.88, 1.12];

/// Why a picture's text could not be read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TextError {
    /// The picture cannot be processed.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The engine failed to run a model.
    #[error("the text network failed: {0}")]
    Network(String),
    /// A model's result has an unexpected shape.
    #[error("the text network is another one than it should be")]
    AnotherShape,
}

/// Finds and reads text. One reader serves any number of threads.
#[derive(Debug)]
pub struct TextReader {
    detector: Detector,
    recogniser: Recogniser,
    lanes: Lanes,
}

/// Another pass over a picture whose first pass left something unread. Each pass shows the text in another size and
/// crop, so that a line that one pass missed or cut short is often whole in the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherLook {
    /// The card with a margin about it, or the surroundings of the text where no card was cut out, at a higher
    /// resolution.
    Wider,
    /// The whole picture at a higher resolution. The edges that were taken for the card's may have been others.
    Whole,
}

impl OtherLook {
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
        sure_letters(&self.sheet.lines) < FEWEST_TO_LOOK_AGAIN
    }

    /// The number of clockwise quarter turns that bring the picture upright, 0–3.
    #[must_use]
    pub const fn quarters(&self) -> u8 {
        self.placement.quarters
    }

    /// The bounding rectangle of an area of the sheet on the picture after those turns, in shares of the picture.
    #[must_use]
    pub fn on_picture(&self, area: Area) -> Area {
        self.placement.area(area)
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
            lanes: Lanes::of(threads),
        })
    }

    /// Reads the card in a picture, in any orientation.
    ///
    /// # Errors
    /// [`TextError`].
    pub fn read_card(&self, picture: &Picture) -> Result<CardText, TextError> {
        self.lanes.on_one(|threads| self.read_on(picture, threads))
    }

    fn read_on(&self, picture: &Picture, threads: &Arc<ThreadPool>) -> Result<CardText, TextError> {
        let sighting = find_card(picture).filter(|seen| seen.confidence() >= SURE_EDGES);
        let another_card = sighting.is_some_and(|seen| seen.another_card());
        let whole = View::whole(picture).ok_or(PictureError::BadCrop)?;
        let card = sighting.and_then(|seen| View::card(picture, &seen.corners()));
        let cut_out = whole.is_like_a_card().then_some(whole);
        let ways = [
            card.map(|view| (view, CARD_SIDE, true)),
            cut_out.map(|view| (view, CARD_SIDE, true)),
            Some((whole, PICTURE_SIDE, false)),
        ];
        let mut best: Option<(Look<'_>, bool)> = None;
        for (view, long_side, is_card) in ways.into_iter().flatten() {
            let look = self.look(view, long_side, threads)?;
            let letters = sure_letters(&look.lines);
            if best.as_ref().is_none_or(|(best, _)| letters > sure_letters(&best.lines)) {
                best = Some((look, is_card));
            }
            if letters >= FEWEST_LETTERS {
                break;
            }
        }
        let (look, is_card) = best.ok_or(PictureError::BadCrop)?;
        let (width, height) = look.view.size();
        let coloured = Some(coloured(&look)?);
        let sheet = Sheet {
            lines: look.lines,
            aspect: width / height,
            slope: look.slope,
            is_card,
            another_card,
            coloured,
        };
        Ok(CardText { sheet, placement: look.view.placement() })
    }

    /// Reads a picture in another pass, after [`TextReader::read_card`] gave `first`. Areas of the result are shares of
    /// another part of the picture than those of the first; [`CardText::on_picture`] converts both to the picture.
    /// `None` where the pass has no part of the picture to read.
    ///
    /// # Errors
    /// [`TextError`].
    pub fn read_card_again(
        &self,
        picture: &Picture,
        first: &CardText,
        look: OtherLook,
    ) -> Result<Option<CardText>, TextError> {
        let part = if first.sheet.is_card {
            Area { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 }
        } else {
            about_the_text(&first.sheet.lines)
        };
        let view = match look {
            OtherLook::Wider => {
                let margin = if first.sheet.is_card { WIDER_CARD } else { WIDER_TEXT };
                View::about(picture, first.placement.corners_of(grown(part, margin)))
            }
            OtherLook::Whole => {
                View::whole(picture).and_then(|view| view.turned(first.placement.quarters))
            }
        };
        let Some(view) = view else { return Ok(None) };
        let long_side = match look {
            OtherLook::Wider => WIDER_SIDE,
            OtherLook::Whole => WHOLE_SIDE,
        };
        let look = self.lanes.on_one(|threads| self.look(view, long_side, threads))?;
        let (width, height) = look.view.size();
        let sheet = Sheet {
            lines: look.lines,
            aspect: width / height,
            slope: look.slope,
            is_card: false,
            another_card: first.sheet.another_card,
            coloured: first.sheet.coloured,
        };
        Ok(Some(CardText { sheet, placement: look.view.placement() }))
    }

    /// Finds the lines of a view, turns it upright, and reads them.
    fn look<'a>(
        &self,
        view: View<'a>,
        long_side: f64,
        threads: &Arc<ThreadPool>,
    ) -> Result<Look<'a>, TextError> {
        let (mut view, mut lines) = (view, self.detector.find(&view, long_side, threads)?);
        if lies_on_its_side(&lines)
            && let Some(turned) = view.turned(1)
        {
            lines = self.detector.find(&turned, long_side, threads)?;
            view = turned;
        } else if let Some(level) = slant(&lines).and_then(|slant| view.along((1.0, slant))) {
            lines = self.detector.find(&level, long_side, threads)?;
            view = level;
        }
        let telling = |view: &View<'_>, lines: &[Slanted]| {
            let read = lines.iter().take(TELLING_LINES).map(|line| self.line(view, line, threads));
            read.collect::<Result<Vec<_>, _>>()
        };
        let mut told = telling(&view, &lines)?;
        let legible = Legible::of(&told);
        if !legible.is_upright()
            && let Some(turned) = view.turned(2)
        {
            let (width, height) = view.size();
            let other: Vec<Slanted> = lines
                .iter()
                .map(|line| Slanted {
                    centre: (width - line.centre.0, height - line.centre.1),
                    ..*line
                })
                .collect();
            let told_turned = telling(&turned, &other)?;
            if Legible::of(&told_turned).sure > legible.sure {
                (view, lines, told) = (turned, other, told_turned);
            }
        }
        let mut again = LOOKED_AT_AGAIN;
        let mut told = told.into_iter();
        let read = lines.iter().map(|line| {
            // The deciding lines were read already.
            let first = told.next().map_or_else(|| self.line(&view, line, threads), Ok)?;
            self.text_line(&view, line, first, threads, &mut again)
        });
        let read = read.collect::<Result<Vec<_>, _>>()?;
        let slope = slope(&lines);
        let lines = read.into_iter().filter(|line| !line.letters.is_empty()).collect();
        Ok(Look { view, lines, slope })
    }

    fn text_line(
        &self,
        view: &View<'_>,
        line: &Slanted,
        first: Vec<Letter>,
        threads: &Arc<ThreadPool>,
        again: &mut usize,
    ) -> Result<TextLine, TextError> {
        let (width, height) = view.size();
        let corners = line.corners();
        let area = Area::about(corners.map(|(x, y)| (x / width, y / height)));
        let mut letters = self.line_again(view, line, first, threads, again)?;
        let [top_left, top_right, bottom_right, bottom_left] = corners;
        let ends = [(top_left, bottom_left), (top_right, bottom_right)];
        let cut = Cut {
            middles: ends.map(|(top, bottom)| view.is_at_an_edge(middle(top, bottom))),
            corners: ends
                .map(|(top, bottom)| view.is_at_an_edge(top) || view.is_at_an_edge(bottom)),
        };
        leave_cut_ends_open(&mut letters, cut);
        leave_roomy_ends_open(&mut letters, line.length / line.breadth);
        Ok(TextLine { letters, area })
    }

    /// The letters of a line. Empty where too little of it is within the picture.
    fn line(
        &self,
        view: &View<'_>,
        line: &Slanted,
        threads: &Arc<ThreadPool>,
    ) -> Result<Vec<Letter>, TextError> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast from float saturates"
        )]
        let width = ((f64::from(LINE_HEIGHT) * line.length / line.breadth) as u32)
            .clamp(LINE_HEIGHT / 2, MOST_WIDTH);
        match view.draw_part(line.corners(), width, LINE_HEIGHT) {
            Some(drawn) => self.recogniser.line(&drawn, threads),
            None => Ok(Vec::new()),
        }
    }

    /// The letters of a first reading. Where one of them is unsure, the line is read again a little wider and a little
    /// narrower, and the readings of equal length are averaged.
    fn line_again(
        &self,
        view: &View<'_>,
        line: &Slanted,
        first: Vec<Letter>,
        threads: &Arc<ThreadPool>,
        again: &mut usize,
    ) -> Result<Vec<Letter>, TextError> {
        let mut letters = first;
        let is_unsure = |letter: &Letter| (HOPELESS..UNSURE).contains(&letter.confidence);
        if *again > 0 && letters.iter().any(is_unsure) {
            *again -= 1;
            let mut looks = vec![letters.clone()];
            for breadth in OTHER_BREADTHS {
                let other = Slanted { breadth: line.breadth * breadth, ..*line };
                let look = self.line(view, &other, threads)?;
                if look.len() == letters.len() {
                    looks.push(look);
                }
            }
            together(&mut letters, &looks);
        }
        Ok(letters)
    }
}

fn middle(one: Point, other: Point) -> Point {
    (f64::midpoint(one.0, other.0), f64::midpoint(one.1, other.1))
}
