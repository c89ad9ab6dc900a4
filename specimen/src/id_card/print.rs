//! Both sides of a card as they are printed. Places are near those of a real card, but there is no emblem, no guilloche and no wall,
//! and 样本 SPECIMEN stands on each side.

use sscard_shared::dictionary::Dictionary;
use sscard_shared::field::Field;
use sscard_shared::reading::Side;

use super::fonts::{Face, Fonts};
use super::holder::Holder;
use super::layout::Places;
use super::paper::{CARD_WIDTH, Line, Mark, POINT, Paper, broken};
use crate::chance::Chance;
use crate::person::{Person, Pose};
use crate::sheet::{Colour, Sheet, mix};

const BLACK: Colour = [22.0, 20.0, 22.0];
const BLUE: Colour = [46.0, 104.0, 168.0];
const RED: Colour = [196.0, 44.0, 44.0];
/// The mark that says that it is none: seen at once, and not like a value.
const MARK: Colour = [206.0, 96.0, 104.0];

/// The sizes of 中华人民共和国 and of 居民身份证.
const COUNTRY: f32 = 14.0 * POINT;
const TITLE: f32 = 22.0 * POINT;

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
    places: &'static Places,
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
    let mut press = Press { fonts, places: fonts.layout().places(), values, paper, size, chance };
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
        let Places { labels, values, raised, .. } = *self.places;
        let (name, sex, address) = (self.places.name, self.places.sex, self.places.address);
        let size = self.places.value_size;
        self.portrait(bust);
        let [left, top, _, height] = self.places.portrait;
        self.mark((left + 0.8, top + height + 1.3));
        self.label("姓名", (labels, name));
        let name = self.name(&holder.name);
        self.label("性别", (labels, sex));
        let printed = Dictionary::Sex.name_of(holder.sex.as_str()).unwrap_or_default();
        let of_sex = self.value(printed, (values, sex - raised), size);
        let (label, value) = self.places.ethnicity;
        self.label("民族", (label, sex));
        let ethnicity = self.value(holder.ethnicity_printed(), (value, sex - raised), size);
        let birth_date = self.birth_date(holder);
        self.label("住址", (labels, address));
        let address = self.address(&holder.address);
        self.label("公民身份号码", (labels, self.places.number));
        let id_number = self.number(&holder.id_number);
        vec![
            (Field::Name, name),
            (Field::Sex, of_sex),
            (Field::Ethnicity, ethnicity),
            (Field::BirthDate, birth_date),
            (Field::Address, address),
            (Field::IdNumber, id_number),
        ]
    }

    fn emblem_side(&mut self, holder: &Holder) -> Vec<(Field, Vec<Mark>)> {
        self.disc((13.5, 14.5), 7.5);
        let Fonts { serif, .. } = self.fonts;
        let Places { country, title, authority, validity, emblem_values, .. } = *self.places;
        self.written(serif, "中华人民共和国", country.0, COUNTRY, Some(country.1), BLACK);
        self.written(serif, "居民身份证", title.0, TITLE, Some(title.1), BLACK);
        self.mark((46.0, 29.5));
        let (least, most) = self.places.emblem_labels;
        let from = self.chance.between(least, most);
        let (face, size) = (self.fonts.emblem_labels(), self.places.label_size);
        self.written(face, "签发机关", (from, authority), size, None, BLACK);
        self.written(face, "有效期限", (from, validity), size, None, BLACK);
        let room = CARD_WIDTH - 4.0 - emblem_values;
        let size = self.places.name_size;
        let raised = 0.6;
        let authority =
            self.fitted(holder.authority, (emblem_values, authority - raised), size, room);
        let term = holder.term_printed();
        let marks = self.fitted(&term, (emblem_values, validity - raised), size, room);
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
        let Places { values, values_end, name_size, value_size, .. } = *self.places;
        let room = values_end - values;
        let length = Paper::length(self.values, name, name_size * self.size);
        if length <= 1.3 * room {
            return self.fitted(name, (values, self.places.name - 0.8), name_size, room);
        }
        let lines = broken(self.values, name, value_size * self.size, room);
        let mut top = self.places.name - 2.5;
        let mut marks = Vec::new();
        for line in &lines {
            marks.extend(self.value(line, (values, top), value_size));
            top += 3.6;
        }
        marks
    }

    fn birth_date(&mut self, holder: &Holder) -> Vec<Mark> {
        let Places { birth: row, raised, values, value_size, .. } = *self.places;
        let [year, month, month_label, day, day_label] = self.places.day;
        let birth = holder.birth_date;
        self.label("出生", (self.places.labels, row));
        self.label("年", (year, row));
        self.label("月", (month_label, row));
        self.label("日", (day_label, row));
        let parts = [
            (birth.year().to_string(), values),
            (u8::from(birth.month()).to_string(), month),
            (birth.day().to_string(), day),
        ];
        let mut marks = Vec::new();
        for (part, left) in parts {
            marks.extend(self.value(&part, (left, row - raised), value_size));
        }
        marks
    }

    /// Eleven Han characters a line; four lines stand closer, so that they do not come to the number.
    fn address(&mut self, address: &str) -> Vec<Mark> {
        let Places { values, value_size, address: row, .. } = *self.places;
        let lines = broken(self.values, address, value_size, 11.05 * value_size);
        let (first, pitch) = if lines.len() > 3 { (row - 1.0, 4.0) } else { (row - 0.4, 4.7) };
        let mut top = first;
        let mut marks = Vec::new();
        for line in &lines {
            marks.extend(self.value(line, (values, top), value_size));
            top += pitch;
        }
        marks
    }

    fn number(&mut self, number: &str) -> Vec<Mark> {
        let (left, pitch) = self.places.digits;
        let face = self.chance.of(self.fonts.digits());
        // Any face is set so that its digits fill the pitch.
        let size = 0.98 * pitch / face.advance('0');
        self.written(face, number, (left, self.places.number - 0.7), size, Some(pitch), BLACK)
    }

    fn label(&mut self, text: &str, at: (f32, f32)) {
        self.written(self.fonts.labels(), text, at, self.places.label_size, None, BLUE);
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
        let [left, top, width, height] = self.places.portrait.map(|length| length * scale);
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
