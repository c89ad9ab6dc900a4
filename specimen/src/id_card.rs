//! Specimens of identity cards: people who do not exist, on cards that say 样本 SPECIMEN, and what is true of the pictures.
//!
//! Reading order: a [`Printer`] has fonts and drawn faces; a number gives a `Holder`; `print` sets a side in millimetres; a `Scene` has
//! cards, ground and light; `photo` takes its picture.

mod desk;
mod fonts;
mod holder;
mod layout;
mod name;
mod odd;
mod paper;
mod photo;
mod place;
mod print;
mod scene;
mod truth;
mod view;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use sscard_shared::field::Field;
use sscard_shared::reading::Side;

use self::desk::Ground;
use self::fonts::Fonts;
use self::holder::Holder;
pub use self::layout::Layout;
use self::paper::{CARD_HEIGHT, CARD_WIDTH};
use self::photo::Frame;
use self::print::{Printed, printed};
use self::scene::{Lying, Scene};
pub use self::truth::{IdCardTruth, Kind, Strengths};
use self::view::{Pose, View};
use crate::chance::Chance;
use crate::person::Person;
use crate::sheet::Sheet;
use crate::{SpecimenError, drawn, file};

/// In which manner specimens of cards are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Straight and even, as a scanner or a rendering would have it.
    Clean,
    /// As phones take them: turned, tilted, dark, blurred, with glare, shadow, noise and loss.
    Photo,
    /// Photographed from the side, with a lamp's broad reflection across the card, through which everything can still be read.
    Gloss,
    /// What people send by mistake or for want of a card: [`Kind`]s other than one whole card.
    Odd,
}

/// How many drawn faces there are.
const BUSTS: usize = 6;

/// What cards are made with: fonts, and faces of nobody.
#[derive(Debug)]
pub struct Printer {
    fonts: Fonts,
    /// Drawn when they are first wanted, since that takes a while.
    busts: [OnceLock<Person>; BUSTS],
}

impl Printer {
    /// Finds the fonts of a layout.
    ///
    /// # Errors
    /// [`SpecimenError::NoFont`] where one is not on this machine.
    pub fn set_up(layout: Layout) -> Result<Self, SpecimenError> {
        Ok(Self { fonts: Fonts::find(layout)?, busts: [const { OnceLock::new() }; BUSTS] })
    }

    fn holder(&self, seed: u64, number: u64) -> Holder {
        Holder::new(seed, number, |letter| self.fonts.plain.glyph(letter).is_some())
    }

    /// The face of a holder.
    fn bust(&self, number: u64) -> &Person {
        let number = number % BUSTS as u64;
        self.busts[number as usize].get_or_init(|| drawn::bust(number))
    }
}

/// The coding of a specimen's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Png,
    Jpeg { quality: u8 },
}

/// A picture of an identity card, or of something else, and what is true of it.
#[derive(Clone, Debug)]
pub struct IdCard {
    bytes: Vec<u8>,
    truth: IdCardTruth,
}

/// A picture that has no file yet.
struct Made {
    sheet: Sheet,
    kind: Kind,
    side: Option<Side>,
    fields: BTreeMap<Field, String>,
    lost: Vec<Field>,
    corners: Option<[(f32, f32); 4]>,
    strengths: Strengths,
}

impl IdCard {
    /// The specimen of a number: even ones show the portrait side, odd ones the emblem side of the same card. The same seed, number
    /// and fonts give the same bytes.
    ///
    /// # Errors
    /// [`SpecimenError`] where a file cannot be written, which never depends on chance.
    pub fn new(
        printer: &Printer,
        manner: Manner,
        seed: u64,
        number: u64,
    ) -> Result<Self, SpecimenError> {
        let mut chance = Chance::new(seed ^ manner.salt() ^ printer.fonts.layout().salt(), number);
        let side = if number.is_multiple_of(2) { Side::Portrait } else { Side::Emblem };
        let mut subject = Subject { printer, seed, number: number / 2, side, chance: &mut chance };
        let made = match manner {
            Manner::Clean => clean(&mut subject),
            Manner::Photo => subject.photographed(None),
            Manner::Gloss => subject.photographed_from_the_side(),
            Manner::Odd => odd::made(&mut subject, number),
        };
        let coding = match made.strengths.quality {
            None => Coding::Png,
            Some(quality) => Coding::Jpeg { quality },
        };
        let (bytes, ending) = match coding {
            Coding::Png => (file::png(&made.sheet)?, "png"),
            Coding::Jpeg { quality } => (file::jpeg(&made.sheet, quality, &mut chance)?, "jpg"),
        };
        let truth = IdCardTruth {
            file: format!("card-{number:05}.{ending}"),
            side: made.side,
            kind: made.kind,
            rare: truth::rare(&made.fields),
            fields: made.fields,
            lost: made.lost,
            corners: made.corners,
            manner: made.strengths,
        };
        Ok(Self { bytes, truth })
    }

    /// The file: a JPEG or a PNG, as the name in [`IdCard::truth`] ends.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What is true of it.
    #[must_use]
    pub fn truth(&self) -> &IdCardTruth {
        &self.truth
    }
}

impl Manner {
    /// Pictures of one manner have nothing to do with those of another.
    fn salt(self) -> u64 {
        match self {
            Self::Clean => 0x0c1e_a000,
            Self::Photo => 0x0f07_0000,
            Self::Gloss => 0x0610_5500,
            Self::Odd => 0x00dd_0000,
        }
    }
}

/// One side of a holder's card, about to be printed.
struct Subject<'a> {
    printer: &'a Printer,
    seed: u64,
    /// The holder's.
    number: u64,
    side: Side,
    chance: &'a mut Chance,
}

impl Subject<'_> {
    /// Prints the side for a place on a picture, no finer than it is seen there.
    fn lying(&mut self, holder: &Holder, side: Side, view: View) -> Lying {
        Lying { printed: self.printed(holder, side, view.scale()), view }
    }

    fn printed(&mut self, holder: &Holder, side: Side, scale: f32) -> Printed {
        let bust = self.printer.bust(holder.number);
        printed(side, holder, bust, &self.printer.fonts, scale, self.chance)
    }

    fn holder(&self) -> Holder {
        self.printer.holder(self.seed, self.number)
    }

    /// A photograph of the side. So many millimetres of it are beyond an edge; by chance a few, where that is not told.
    fn photographed(&mut self, crop: Option<f32>) -> Made {
        let frame = Frame::any(self.chance);
        let pose = photo::pose(self.chance);
        self.shot(frame, &pose, crop, false)
    }

    /// A photograph taken at a slant, with a broad reflection on the card.
    fn photographed_from_the_side(&mut self) -> Made {
        let frame = Frame::any(self.chance);
        let pose = photo::slanted_pose(self.chance);
        self.shot(frame, &pose, Some(0.0), true)
    }

    fn shot(&mut self, frame: Frame, pose: &Pose, crop: Option<f32>, is_glossy: bool) -> Made {
        let holder = self.holder();
        let cover = self.chance.between(0.35, 0.85);
        let mut view = photo::laid(pose, frame.room(), cover, self.chance);
        let some = self.chance.happens(0.1).then(|| self.chance.between(1.5, 7.0));
        let crop = crop.or(some).unwrap_or(0.0);
        if crop > 0.0 {
            view = photo::cropped(&view, frame, crop, self.chance);
        }
        let ground = Ground::any(self.chance);
        let lying = self.lying(&holder, self.side, view);
        let mut scene = photo::light(frame, ground, vec![lying], self.chance);
        if is_glossy {
            scene.glare = Some(photo::reflection(&view, self.chance));
        }
        let mut made = self.taken(&scene, &holder);
        let [left, _, right, _] = view.bounds();
        let cover = (right - left) / frame.width;
        let (turn, tilt) = (pose.turn, pose.tilt);
        made.strengths =
            Strengths { turn, tilt, cover, crop, ground: Some(ground), ..made.strengths };
        made
    }

    /// Takes the picture of a scene with one card.
    fn taken(&mut self, scene: &Scene, holder: &Holder) -> Made {
        let shot = photo::taken(scene, self.chance);
        let card = scene.cards.first();
        let smaller = shot.strengths.resampled;
        Made {
            sheet: shot.sheet,
            kind: Kind::Card,
            side: Some(self.side),
            fields: truth::fields(self.side, holder),
            lost: card.map(|card| scene.lost(card)).unwrap_or_default(),
            corners: card.map(|card| card.view.corners().map(|(x, y)| (x * smaller, y * smaller))),
            strengths: shot.strengths,
        }
    }
}

/// The card alone fills the picture, or has a margin of white or grey.
fn clean(subject: &mut Subject<'_>) -> Made {
    let holder = subject.holder();
    let width = subject.chance.between(1010.0, 1600.0).round();
    let scale = width / CARD_WIDTH;
    let margin = if subject.chance.coin() { 0.0 } else { subject.chance.between(1.0, 8.0) * scale };
    let margin = margin.round();
    let ground = if subject.chance.coin() { 255.0 } else { subject.chance.between(150.0, 235.0) };
    let lying = subject.lying(&holder, subject.side, View::flat(scale, (margin, margin)));
    let (wide, high) = (width + 2.0 * margin, (CARD_HEIGHT * scale).round() + 2.0 * margin);
    let scene = Scene::even(wide as usize, high as usize, [ground; 3], vec![lying]);
    let quality = 90 + u8::try_from(subject.chance.below(9)).unwrap_or_default();
    let quality = subject.chance.happens(0.7).then_some(quality);
    Made {
        sheet: scene.picture(),
        kind: Kind::Card,
        side: Some(subject.side),
        fields: truth::fields(subject.side, &holder),
        lost: Vec::new(),
        corners: scene.cards.first().map(|card| card.view.corners()),
        strengths: Strengths {
            cover: width / wide,
            scale,
            light: [1.0; 3],
            resampled: 1.0,
            quality,
            ..Strengths::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_gives_the_same_bytes_and_another_seed_gives_others() {
        let printer = Printer::set_up(Layout::Usual).unwrap();
        let manners =
            [(Manner::Clean, 4), (Manner::Photo, 3), (Manner::Gloss, 2), (Manner::Odd, 5)];
        for (manner, number) in manners {
            let one = IdCard::new(&printer, manner, 7, number).unwrap();
            let again = IdCard::new(&printer, manner, 7, number).unwrap();
            assert_eq!((one.bytes(), one.truth()), (again.bytes(), again.truth()));
            assert_ne!(one.bytes(), IdCard::new(&printer, manner, 8, number).unwrap().bytes());
        }
    }

    #[test]
    fn sides_alternate_and_both_are_of_one_card() {
        let printer = Printer::set_up(Layout::Usual).unwrap();
        let portrait = IdCard::new(&printer, Manner::Clean, 5, 6).unwrap();
        let emblem = IdCard::new(&printer, Manner::Clean, 5, 7).unwrap();
        assert_eq!(portrait.truth().side(), Some(Side::Portrait));
        assert_eq!(emblem.truth().side(), Some(Side::Emblem));
        assert_eq!(portrait.truth().fields().len(), 6);
        assert_eq!(emblem.truth().fields().len(), 3);
        assert!(emblem.truth().lost().is_empty());
    }

    #[test]
    fn the_truth_travels_as_the_server_prints_fields() {
        let printer = Printer::set_up(Layout::Usual).unwrap();
        let card = IdCard::new(&printer, Manner::Clean, 5, 6).unwrap();
        let json: serde_json::Value = serde_json::from_str(&card.truth().json().unwrap()).unwrap();
        assert_eq!(json["side"], "portrait");
        assert_eq!(json["kind"], "card");
        for field in ["name", "sex", "ethnicity", "birth_date", "address", "id_number"] {
            assert!(json["fields"][field].is_string(), "{json}");
        }
    }
}
