//! Specimens of ID cards: cards of made-up people that say 样本 SPECIMEN, and what is true of the pictures.
//!
//! Reading order: a [`Printer`] has fonts and drawn faces. A number gives a `CardHolder`. `print` prints a side in millimetres. A `Scene`
//! has cards, ground and light. `photo` takes its picture.

mod card_size;
mod fonts;
mod holder;
mod layout;
mod name;
mod odd;
mod paper;
mod photo;
mod print;
mod projection;
mod region;
mod scene;
mod surface;
mod truth;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use sscard_shared::field::Field;
use sscard_shared::reading::Side;

use self::card_size::{CARD_HEIGHT, CARD_WIDTH};
use self::fonts::Fonts;
use self::holder::CardHolder;
pub use self::layout::Layout;
use self::photo::FrameSize;
use self::print::{PrintedSide, print_side};
use self::projection::{CardPose, Projection};
use self::scene::{PlacedCard, Scene};
use self::surface::Surface;
pub use self::truth::{Distortions, IdCardTruth, PictureContent};
use crate::canvas::Canvas;
use crate::person::Person;
use crate::random::Random;
use crate::{SpecimenError, busts, file};

/// The rendering style of ID card specimens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenderingStyle {
    /// Straight and even, as from a scanner.
    Clean,
    /// As phones take pictures: turned, tilted, dark, blurred, with glare, shadow, noise and compression.
    Photo,
    /// Photographed from the side, with a lamp's broad reflection across the card. Everything stays readable.
    Glare,
    /// Pictures that applicants send by mistake or for want of a card: every [`PictureContent`] but one whole card.
    Odd,
}

/// How many different faces are drawn.
const BUST_COUNT: usize = 6;

/// The fonts and the drawn faces from which cards are made.
#[derive(Debug)]
pub struct Printer {
    fonts: Fonts,
    /// Each bust is drawn when it is first used, since drawing takes a while.
    busts: [OnceLock<Person>; BUST_COUNT],
}

impl Printer {
    /// Loads the fonts of a layout.
    ///
    /// # Errors
    /// [`SpecimenError::FontMissing`] when a font is not on this machine.
    pub fn new(layout: Layout) -> Result<Self, SpecimenError> {
        Ok(Self { fonts: Fonts::load(layout)?, busts: [const { OnceLock::new() }; BUST_COUNT] })
    }

    fn holder(&self, seed: u64, number: u64) -> CardHolder {
        CardHolder::new(seed, number, |letter| self.fonts.plain.glyph(letter).is_some())
    }

    /// The drawn face of a holder.
    fn bust(&self, number: u64) -> &Person {
        let number = number % BUST_COUNT as u64;
        self.busts[number as usize].get_or_init(|| busts::draw_bust(number))
    }
}

/// The encoding of a specimen's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Png,
    Jpeg { quality: u8 },
}

/// A picture of an ID card, or of something else, and what is true of it.
#[derive(Clone, Debug)]
pub struct IdCard {
    bytes: Vec<u8>,
    truth: IdCardTruth,
}

/// A picture that is not yet encoded as a file.
struct UnencodedPicture {
    canvas: Canvas,
    kind: PictureContent,
    side: Option<Side>,
    fields: BTreeMap<Field, String>,
    lost: Vec<Field>,
    corners: Option<[(f32, f32); 4]>,
    distortions: Distortions,
}

impl IdCard {
    /// Makes the specimen of a number. Even numbers show the portrait side, odd numbers the emblem side of the same card. The same seed,
    /// number and fonts give the same bytes.
    ///
    /// # Errors
    /// [`SpecimenError`] when a file cannot be written, which never depends on the seed.
    pub fn new(
        printer: &Printer,
        style: RenderingStyle,
        seed: u64,
        number: u64,
    ) -> Result<Self, SpecimenError> {
        let mut random =
            Random::new(seed ^ style.seed_salt() ^ printer.fonts.layout().seed_salt(), number);
        let side = if number.is_multiple_of(2) { Side::Portrait } else { Side::Emblem };
        let mut card_side =
            CardSide { printer, seed, number: number / 2, side, random: &mut random };
        let picture = match style {
            RenderingStyle::Clean => make_clean(&mut card_side),
            RenderingStyle::Photo => card_side.photograph(None),
            RenderingStyle::Glare => card_side.photograph_with_glare(),
            RenderingStyle::Odd => odd::make_picture(&mut card_side, number),
        };
        let coding = match picture.distortions.quality {
            None => Coding::Png,
            Some(quality) => Coding::Jpeg { quality },
        };
        let (bytes, ending) = match coding {
            Coding::Png => (file::write_png(&picture.canvas)?, "png"),
            Coding::Jpeg { quality } => {
                (file::write_jpeg(&picture.canvas, quality, &mut random)?, "jpg")
            }
        };
        let truth = IdCardTruth {
            file: format!("card-{number:05}.{ending}"),
            side: picture.side,
            kind: picture.kind,
            rare: truth::rare_characters(&picture.fields),
            fields: picture.fields,
            lost: picture.lost,
            corners: picture.corners,
            distortions: picture.distortions,
        };
        Ok(Self { bytes, truth })
    }

    /// The content of the file: a JPEG or a PNG, as the file name in [`IdCard::truth`] says.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What is true of the picture.
    #[must_use]
    pub fn truth(&self) -> &IdCardTruth {
        &self.truth
    }
}

impl RenderingStyle {
    /// Makes the random numbers of one style unrelated to those of another.
    fn seed_salt(self) -> u64 {
        match self {
            Self::Clean => 0x0c1e_a000,
            Self::Photo => 0x0f07_0000,
            Self::Glare => 0x0610_5500,
            Self::Odd => 0x00dd_0000,
        }
    }
}

/// One side of a holder's card, before it is printed.
struct CardSide<'a> {
    printer: &'a Printer,
    seed: u64,
    /// The number of the holder.
    number: u64,
    side: Side,
    random: &'a mut Random,
}

impl CardSide<'_> {
    /// Prints the side for a place on a picture, in the resolution that the picture needs there.
    fn place_card(
        &mut self,
        holder: &CardHolder,
        side: Side,
        projection: Projection,
    ) -> PlacedCard {
        PlacedCard { printed: self.print_side(holder, side, projection.scale()), projection }
    }

    fn print_side(&mut self, holder: &CardHolder, side: Side, scale: f32) -> PrintedSide {
        let bust = self.printer.bust(holder.number);
        print_side(side, holder, bust, &self.printer.fonts, scale, self.random)
    }

    fn holder(&self) -> CardHolder {
        self.printer.holder(self.seed, self.number)
    }

    /// A photograph of the side. `crop` is how many millimetres lie outside of the picture; without it, chance decides on none or a few.
    fn photograph(&mut self, crop: Option<f32>) -> UnencodedPicture {
        let frame = FrameSize::choose(self.random);
        let pose = photo::choose_pose(self.random);
        self.photograph_scene(frame, &pose, crop, false)
    }

    /// A photograph taken at a slant, with a broad reflection on the card.
    fn photograph_with_glare(&mut self) -> UnencodedPicture {
        let frame = FrameSize::choose(self.random);
        let pose = photo::choose_slanted_pose(self.random);
        self.photograph_scene(frame, &pose, Some(0.0), true)
    }

    fn photograph_scene(
        &mut self,
        frame: FrameSize,
        pose: &CardPose,
        crop: Option<f32>,
        has_broad_glare: bool,
    ) -> UnencodedPicture {
        let holder = self.holder();
        let cover = self.random.between(0.35, 0.85);
        let mut projection = photo::project_card(pose, frame.bounds(), cover, self.random);
        let small_crop = self.random.chance(0.1).then(|| self.random.between(1.5, 7.0));
        let crop = crop.or(small_crop).unwrap_or(0.0);
        if crop > 0.0 {
            projection = photo::move_beyond_edge(&projection, frame, crop, self.random);
        }
        let ground = Surface::choose(self.random);
        let placed = self.place_card(&holder, self.side, projection);
        let mut scene = photo::light_scene(frame, ground, vec![placed], self.random);
        if has_broad_glare {
            scene.glare = Some(photo::choose_reflection(&projection, self.random));
        }
        let mut picture = self.take_picture(&scene, &holder);
        let [left, _, right, _] = projection.bounds();
        let cover = (right - left) / frame.width;
        let (turn, tilt) = (pose.turn, pose.tilt);
        picture.distortions =
            Distortions { turn, tilt, cover, crop, ground: Some(ground), ..picture.distortions };
        picture
    }

    /// Takes the picture of a scene with one card.
    fn take_picture(&mut self, scene: &Scene, holder: &CardHolder) -> UnencodedPicture {
        let photograph = photo::take_photograph(scene, self.random);
        let card = scene.cards.first();
        let smaller = photograph.distortions.resampled;
        UnencodedPicture {
            canvas: photograph.canvas,
            kind: PictureContent::Card,
            side: Some(self.side),
            fields: truth::fields(self.side, holder),
            lost: card.map(|card| scene.unreadable_fields(card)).unwrap_or_default(),
            corners: card
                .map(|card| card.projection.corners().map(|(x, y)| (x * smaller, y * smaller))),
            distortions: photograph.distortions,
        }
    }
}

/// A clean rendering: the card fills the picture, or has a margin of white or grey.
fn make_clean(card_side: &mut CardSide<'_>) -> UnencodedPicture {
    let holder = card_side.holder();
    let width = card_side.random.between(1010.0, 1600.0).round();
    let scale = width / CARD_WIDTH;
    let margin =
        if card_side.random.flip_coin() { 0.0 } else { card_side.random.between(1.0, 8.0) * scale };
    let margin = margin.round();
    let ground =
        if card_side.random.flip_coin() { 255.0 } else { card_side.random.between(150.0, 235.0) };
    let placed = card_side.place_card(
        &holder,
        card_side.side,
        Projection::straight(scale, (margin, margin)),
    );
    let (wide, high) = (width + 2.0 * margin, (CARD_HEIGHT * scale).round() + 2.0 * margin);
    let scene = Scene::evenly_lit(wide as usize, high as usize, [ground; 3], vec![placed]);
    let quality = 90 + u8::try_from(card_side.random.below(9)).unwrap_or_default();
    let quality = card_side.random.chance(0.7).then_some(quality);
    UnencodedPicture {
        canvas: scene.render(),
        kind: PictureContent::Card,
        side: Some(card_side.side),
        fields: truth::fields(card_side.side, &holder),
        lost: Vec::new(),
        corners: scene.cards.first().map(|card| card.projection.corners()),
        distortions: Distortions {
            cover: width / wide,
            scale,
            light: [1.0; 3],
            resampled: 1.0,
            quality,
            ..Distortions::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_follow_from_seed_and_number() {
        let printer = Printer::new(Layout::Usual).unwrap();
        let styles = [
            (RenderingStyle::Clean, 4),
            (RenderingStyle::Photo, 3),
            (RenderingStyle::Glare, 2),
            (RenderingStyle::Odd, 5),
        ];
        for (style, number) in styles {
            let one = IdCard::new(&printer, style, 7, number).unwrap();
            let again = IdCard::new(&printer, style, 7, number).unwrap();
            assert_eq!((one.bytes(), one.truth()), (again.bytes(), again.truth()));
            assert_ne!(one.bytes(), IdCard::new(&printer, style, 8, number).unwrap().bytes());
        }
    }

    #[test]
    fn sides_alternate_and_belong_to_one_card() {
        let printer = Printer::new(Layout::Usual).unwrap();
        let portrait = IdCard::new(&printer, RenderingStyle::Clean, 5, 6).unwrap();
        let emblem = IdCard::new(&printer, RenderingStyle::Clean, 5, 7).unwrap();
        assert_eq!(portrait.truth().side(), Some(Side::Portrait));
        assert_eq!(emblem.truth().side(), Some(Side::Emblem));
        assert_eq!(portrait.truth().fields().len(), 6);
        assert_eq!(emblem.truth().fields().len(), 3);
        assert!(emblem.truth().lost().is_empty());
    }

    #[test]
    fn the_json_of_the_truth_has_the_field_names_of_the_api() {
        let printer = Printer::new(Layout::Usual).unwrap();
        let card = IdCard::new(&printer, RenderingStyle::Clean, 5, 6).unwrap();
        let json: serde_json::Value = serde_json::from_str(&card.truth().json().unwrap()).unwrap();
        assert_eq!(json["side"], "portrait");
        assert_eq!(json["kind"], "card");
        for field in ["name", "sex", "ethnicity", "birth_date", "address", "id_number"] {
            assert!(json["fields"][field].is_string(), "{json}");
        }
    }
}
