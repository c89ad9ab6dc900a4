//! Both sides of a card as they are printed. Places are near those of a real card, but there is no emblem, no guilloche and no wall,
//! and 样本 SPECIMEN stands on each side.

use sscard_shared::dictionary::Dictionary;
use sscard_shared::field::Field;
use sscard_shared::reading::Side;

use super::fonts::{Face, Fonts};
use super::holder::Holder;
use super::paper::{CARD_WIDTH, Line, Mark, POINT, Paper, broken};
use crate::chance::Chance;
use crate::person::{Person, Pose};
use crate::sheet::{Colour, Sheet, mix};

const BLACK: Colour = [22.0, 20.0, 22.0];
const BLUE: Colour = [46.0, 104.0, 168.0];
const RED: Colour = [196.0, 44.0, 44.0];
/// The mark that says that it is none: seen at once, and not like a value.
const MARK: Colour = [206.0, 96.0, 104.0];

const LABEL: f32 = 7.5 * POINT;
const SMALL: f32 = 9.0 * POINT;
const MIDDLE: f32 = 10.5 * POINT;
const LARGE: f32 = 14.0 * POINT;
const LARGEST: f32 = 22.0 * POINT;

/// Where values begin on the portrait side, and where they end before the portrait.
const VALUES: f32 = 15.5;
const VALUES_END: f32 = 54.5;
/// The portrait: left, top, width, height.
const PORTRAIT: [f32; 4] = [56.2, 6.3, 23.4, 31.3];
/// From one digit of the number to the next: ten in an inch.
const NUMBER_PITCH: f32 = 2.54;

/// A printed side.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    pub(crate) sheet: Sheet,
    /// Pixels in a millimetre.
    pub(crate) scale: f32,
    /// Where each field's characters stand.
    pub(crate) marks: Vec<(Field, Vec<Mark>)>,
}

/// By how much one card differs from the next: places by parts of a millimetre, sizes by a few hundredths, and the faces.
struct Press<'a> {
    fonts: &'a Fonts,
    values: &'a Face,
    paper: Paper,
    size: f32,
    chance: &'a mut Chance,
}

/// Prints one side at a scale in pixels a millimetre.
pub(crate) fn printed(
    side: Side,
    holder: &Holder,
    bust: &Person,
    fonts: &Fonts,
    scale: f32,
    chance: &mut Chance,
) -> Printed {
    let depth = chance.between(0.7, 1.3);
    let paper = Paper::card(scale, |(x, y)| tint(x, y, depth));
    let (values, size) = (chance.of(fonts.values()), chance.between(0.96, 1.04));
    let mut press = Press { fonts, values, paper, size, chance };
    let marks = match side {
        Side::Portrait => press.portrait_side(holder, bust),
        Side::Emblem => press.emblem_side(holder),
    };
    Printed { sheet: press.paper.sheet, scale, marks }
}

/// Light blue, pink in the middle, and light blue again.
fn tint(x: f32, y: f32, depth: f32) -> Colour {
    const EDGE: Colour = [214.0, 232.0, 244.0];
    const HEART: Colour = [246.0, 226.0, 230.0];
    let away = ((x + 0.2 * y) / CARD_WIDTH - 0.55).abs() * 2.0;
    let colour = mix(HEART, EDGE, away.min(1.0));
    colour.map(|value| 255.0 - (255.0 - value) * depth)
}

impl<'a> Press<'a> {
    fn portrait_side(&mut self, holder: &Holder, bust: &Person) -> Vec<(Field, Vec<Mark>)> {
        self.portrait(bust);
        self.mark((57.0, 38.9));
        self.label("姓名", (5.0, 7.1));
        let name = self.name(&holder.name);
        self.label("性别", (5.0, 13.7));
        let sex = Dictionary::Sex.name_of(holder.sex.as_str()).unwrap_or_default();
        let sex = self.value(sex, (VALUES, 13.3), SMALL);
        self.label("民族", (25.5, 13.7));
        let ethnicity = self.value(holder.ethnicity_printed(), (34.2, 13.3), SMALL);
        let birth_date = self.birth_date(holder);
        self.label("住址", (5.0, 26.6));
        let address = self.address(&holder.address);
        self.label("公民身份号码", (5.0, 43.7));
        let id_number = self.number(&holder.id_number);
        vec![
            (Field::Name, name),
            (Field::Sex, sex),
            (Field::Ethnicity, ethnicity),
            (Field::BirthDate, birth_date),
            (Field::Address, address),
            (Field::IdNumber, id_number),
        ]
    }

    fn emblem_side(&mut self, holder: &Holder) -> Vec<(Field, Vec<Mark>)> {
        self.disc((13.5, 14.5), 7.5);
        let Fonts { serif, bold, .. } = self.fonts;
        self.written(serif, "中华人民共和国", (28.0, 7.0), LARGE, Some(6.6), BLACK);
        self.written(serif, "居民身份证", (27.5, 16.0), LARGEST, Some(9.6), BLACK);
        self.mark((46.0, 29.5));
        let from = self.chance.between(21.6, 22.6);
        self.written(bold, "签发机关", (from, 39.5), LABEL, None, BLACK);
        self.written(bold, "有效期限", (from, 46.5), LABEL, None, BLACK);
        let room = CARD_WIDTH - 4.0 - 37.0;
        let authority = self.fitted(holder.authority, (37.0, 38.9), MIDDLE, room);
        let term = holder.term_printed();
        let marks = self.fitted(&term, (37.0, 45.9), MIDDLE, room);
        let first = term.chars().position(|letter| letter == '-').unwrap_or_default();
        let (from, until) = marks.split_at(first);
        vec![
            (Field::Authority, authority),
            (Field::ValidFrom, from.to_vec()),
            (Field::ValidUntil, until.iter().skip(1).copied().collect()),
        ]
    }

    /// Long names are set smaller, and the longest on two lines.
    fn name(&mut self, name: &str) -> Vec<Mark> {
        let room = VALUES_END - VALUES;
        let length = Paper::length(self.values, name, MIDDLE * self.size);
        if length <= 1.3 * room {
            return self.fitted(name, (VALUES, 6.3), MIDDLE, room);
        }
        let lines = broken(self.values, name, SMALL * self.size, room);
        let mut top = 4.6;
        let mut marks = Vec::new();
        for line in &lines {
            marks.extend(self.value(line, (VALUES, top), SMALL));
            top += 3.6;
        }
        marks
    }

    fn birth_date(&mut self, holder: &Holder) -> Vec<Mark> {
        let birth = holder.birth_date;
        self.label("出生", (5.0, 20.1));
        self.label("年", (25.5, 20.1));
        self.label("月", (35.6, 20.1));
        self.label("日", (44.9, 20.1));
        let mut marks = self.value(&birth.year().to_string(), (VALUES, 19.7), SMALL);
        marks.extend(self.value(&u8::from(birth.month()).to_string(), (30.5, 19.7), SMALL));
        marks.extend(self.value(&birth.day().to_string(), (39.8, 19.7), SMALL));
        marks
    }

    /// Eleven Han characters a line; four lines stand closer, so that they do not come to the number.
    fn address(&mut self, address: &str) -> Vec<Mark> {
        let lines = broken(self.values, address, SMALL, 11.05 * SMALL);
        let (first, pitch) = if lines.len() > 3 { (25.6, 4.0) } else { (26.2, 4.7) };
        let mut top = first;
        let mut marks = Vec::new();
        for line in &lines {
            marks.extend(self.value(line, (VALUES, top), SMALL));
            top += pitch;
        }
        marks
    }

    fn number(&mut self, number: &str) -> Vec<Mark> {
        let face = self.chance.of(self.fonts.digits());
        // Any face is set so that its digits fill the pitch.
        let size = 0.98 * NUMBER_PITCH / face.advance('0');
        self.written(face, number, (29.0, 43.0), size, Some(NUMBER_PITCH), BLACK)
    }

    fn label(&mut self, text: &str, at: (f32, f32)) {
        self.written(&self.fonts.plain, text, at, LABEL, None, BLUE);
    }

    fn mark(&mut self, at: (f32, f32)) {
        self.written(&self.fonts.bold, "样本 SPECIMEN", at, 7.0 * POINT, None, MARK);
    }

    fn value(&mut self, text: &str, at: (f32, f32), size: f32) -> Vec<Mark> {
        self.written(self.values, text, at, size, None, BLACK)
    }

    /// A value that is set smaller where it would be too long.
    fn fitted(&mut self, text: &str, at: (f32, f32), size: f32, room: f32) -> Vec<Mark> {
        let length = Paper::length(self.values, text, size * self.size);
        self.value(text, at, size * (room / length).min(1.0))
    }

    fn written(
        &mut self,
        face: &Face,
        text: &str,
        (x, y): (f32, f32),
        size: f32,
        pitch: Option<f32>,
        colour: Colour,
    ) -> Vec<Mark> {
        let at = (x + self.chance.between(-0.4, 0.4), y + self.chance.between(-0.2, 0.2));
        let size = size * self.size;
        self.paper.print(face, &self.fonts.plain, &Line { text, at, size, pitch, colour })
    }

    /// A plain red disc where the emblem would be.
    fn disc(&mut self, (x, y): (f32, f32), radius: f32) {
        let scale = self.paper.scale;
        self.paper.sheet.change(|place, below| {
            let away = (place.0 / scale - x).hypot(place.1 / scale - y);
            mix(below, RED, ((radius - away) * scale + 0.5).clamp(0.0, 1.0))
        });
    }

    /// A drawn bust before the card's own ground.
    fn portrait(&mut self, bust: &Person) {
        let scale = self.paper.scale;
        let [left, top, width, height] = PORTRAIT.map(|length| length * scale);
        let (left, top) = (left.round() as usize, top.round() as usize);
        let ground = self.chance.between(244.0, 252.0);
        let mut sheet =
            Sheet::painted(width.round() as usize, height.round() as usize, |_| [ground; 3]);
        let pose = Pose {
            scale: 0.6 * width / bust.geometry.face_width,
            eyes: (width / 2.0, 0.42 * height),
            lean: self.chance.between(-2.0, 2.0),
            mirrored: self.chance.coin(),
        };
        bust.put_on(&mut sheet, &pose);
        let card = &mut self.paper.sheet;
        for (row, pixels) in sheet.pixels.chunks(sheet.width.max(1)).enumerate() {
            let from = (top + row) * card.width + left;
            if let Some(line) = card.pixels.get_mut(from..from + sheet.width) {
                line.copy_from_slice(pixels);
            }
        }
    }
}
