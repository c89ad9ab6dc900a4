//! Prints both sides of a card. The places are near those of a real card. There is no emblem, no guilloche and no picture of the Great
//! Wall, and each side says 样本 SPECIMEN.

use sscard_shared::dictionary::Dictionary;
use sscard_shared::field::Field;
use sscard_shared::reading::Side;

use super::card_size::{CARD_WIDTH, POINT};
use super::fonts::{FontFace, Fonts};
use super::holder::CardHolder;
use super::layout::{DigitRow, EthnicityColumns, LayoutMeasures};
use super::paper::{CharacterBox, Paper, TextLine, break_lines};
use crate::canvas::{Canvas, Colour, mix};
use crate::person::{Person, Placement};
use crate::random::Random;

const BLACK: Colour = [22.0, 20.0, 22.0];
const BLUE: Colour = [46.0, 104.0, 168.0];
const RED: Colour = [196.0, 44.0, 44.0];
/// The colour of the specimen mark: visible at once, and unlike a value.
const SPECIMEN_MARK: Colour = [206.0, 96.0, 104.0];

/// The font sizes of 中华人民共和国 and of 居民身份证, in millimetres.
const COUNTRY_SIZE: f32 = 14.0 * POINT;
const TITLE_SIZE: f32 = 22.0 * POINT;

/// A printed side of a card.
#[derive(Clone, Debug)]
pub(crate) struct PrintedSide {
    pub(crate) canvas: Canvas,
    /// Pixels in a millimetre.
    pub(crate) scale: f32,
    /// The boxes of each field's characters.
    pub(crate) boxes: Vec<(Field, Vec<CharacterBox>)>,
}

/// Prints one side with the variations between cards: places by parts of a millimetre, sizes by a few hundredths, and the faces.
struct SidePrinter<'a> {
    fonts: &'a Fonts,
    measures: &'static LayoutMeasures,
    values: &'a FontFace,
    paper: Paper,
    size: f32,
    random: &'a mut Random,
}

/// Prints one side. `scale` is in pixels for a millimetre.
pub(crate) fn print_side(
    side: Side,
    holder: &CardHolder,
    bust: &Person,
    fonts: &Fonts,
    scale: f32,
    random: &mut Random,
) -> PrintedSide {
    let depth = random.between(0.7, 1.3);
    let paper = Paper::card_sized(scale, |(x, y)| ground_colour(x, y, depth));
    let (values, size) = (random.pick(fonts.values()), random.between(0.96, 1.04));
    let mut press =
        SidePrinter { fonts, measures: fonts.layout().measures(), values, paper, size, random };
    let boxes = match side {
        Side::Portrait => press.print_portrait_side(holder, bust),
        Side::Emblem => press.print_emblem_side(holder),
    };
    PrintedSide { canvas: press.paper.canvas, scale, boxes }
}

/// The colour of the ground: light blue at the edges and pink in the middle.
fn ground_colour(x: f32, y: f32, depth: f32) -> Colour {
    const EDGE: Colour = [214.0, 232.0, 244.0];
    const HEART: Colour = [246.0, 226.0, 230.0];
    let away = ((x + 0.2 * y) / CARD_WIDTH - 0.55).abs() * 2.0;
    let colour = mix(HEART, EDGE, away.min(1.0));
    colour.map(|value| 255.0 - (255.0 - value) * depth)
}

impl<'a> SidePrinter<'a> {
    fn print_portrait_side(
        &mut self,
        holder: &CardHolder,
        bust: &Person,
    ) -> Vec<(Field, Vec<CharacterBox>)> {
        let LayoutMeasures { labels, values, raised, .. } = *self.measures;
        let (name, sex, address) = (self.measures.name, self.measures.sex, self.measures.address);
        let size = self.measures.value_size;
        self.print_portrait(bust);
        let [left, top, _, height] = self.measures.portrait;
        self.print_specimen_mark((left + 0.8, top + height + 1.3));
        self.print_label("姓名", (labels, name));
        let name = self.print_name(&holder.name);
        self.print_label("性别", (labels, sex));
        let printed = Dictionary::Sex.name_of(holder.sex.as_str()).unwrap_or_default();
        let of_sex = self.print_value(printed, (values, sex - raised), size);
        let EthnicityColumns { label, value } = self.measures.ethnicity;
        self.print_label("民族", (label, sex));
        let ethnicity = self.print_value(holder.printed_ethnicity(), (value, sex - raised), size);
        let birth_date = self.print_birth_date(holder);
        self.print_label("住址", (labels, address));
        let address = self.print_address(&holder.address);
        self.print_label("公民身份号码", (labels, self.measures.number));
        let id_number = self.print_number(&holder.id_number);
        vec![
            (Field::Name, name),
            (Field::Sex, of_sex),
            (Field::Ethnicity, ethnicity),
            (Field::BirthDate, birth_date),
            (Field::Address, address),
            (Field::IdNumber, id_number),
        ]
    }

    fn print_emblem_side(&mut self, holder: &CardHolder) -> Vec<(Field, Vec<CharacterBox>)> {
        self.print_disc((13.5, 14.5), 7.5);
        let Fonts { serif, .. } = self.fonts;
        let LayoutMeasures { country, title, authority, validity, emblem_values, .. } =
            *self.measures;
        self.print_text(
            serif,
            "中华人民共和国",
            country.at,
            COUNTRY_SIZE,
            Some(country.pitch),
            BLACK,
        );
        self.print_text(serif, "居民身份证", title.at, TITLE_SIZE, Some(title.pitch), BLACK);
        self.print_specimen_mark((46.0, 29.5));
        let (least, most) = self.measures.emblem_labels;
        let from = self.random.between(least, most);
        let (face, size) = (self.fonts.emblem_labels(), self.measures.label_size);
        self.print_text(face, "签发机关", (from, authority), size, None, BLACK);
        self.print_text(face, "有效期限", (from, validity), size, None, BLACK);
        let width = CARD_WIDTH - 4.0 - emblem_values;
        let size = self.measures.name_size;
        let raised = 0.6;
        let authority =
            self.print_fitted(holder.authority, (emblem_values, authority - raised), size, width);
        let term = holder.printed_term();
        let boxes = self.print_fitted(&term, (emblem_values, validity - raised), size, width);
        let first = term.chars().position(|letter| letter == '-').unwrap_or_default();
        let (from, until) = boxes.split_at(first);
        vec![
            (Field::Authority, authority),
            (Field::ValidFrom, from.to_vec()),
            (Field::ValidUntil, until.iter().skip(1).copied().collect()),
        ]
    }

    /// Prints the name. A long name is set smaller, and the longest on two lines.
    fn print_name(&mut self, name: &str) -> Vec<CharacterBox> {
        let LayoutMeasures { values, values_end, name_size, value_size, .. } = *self.measures;
        let width = values_end - values;
        let length = Paper::text_length(self.values, name, name_size * self.size);
        if length <= 1.3 * width {
            return self.print_fitted(name, (values, self.measures.name - 0.8), name_size, width);
        }
        let lines = break_lines(self.values, name, value_size * self.size, width);
        let mut top = self.measures.name - 2.5;
        let mut boxes = Vec::new();
        for line in &lines {
            boxes.extend(self.print_value(line, (values, top), value_size));
            top += 3.6;
        }
        boxes
    }

    fn print_birth_date(&mut self, holder: &CardHolder) -> Vec<CharacterBox> {
        let LayoutMeasures { birth: row, raised, values, value_size, .. } = *self.measures;
        let [year, month, month_label, day, day_label] = self.measures.day;
        let birth = holder.birth_date;
        self.print_label("出生", (self.measures.labels, row));
        self.print_label("年", (year, row));
        self.print_label("月", (month_label, row));
        self.print_label("日", (day_label, row));
        let parts = [
            (birth.year().to_string(), values),
            (u8::from(birth.month()).to_string(), month),
            (birth.day().to_string(), day),
        ];
        let mut boxes = Vec::new();
        for (part, left) in parts {
            boxes.extend(self.print_value(&part, (left, row - raised), value_size));
        }
        boxes
    }

    /// Prints the address, eleven Han characters a line. Four lines stand closer, so that they do not reach the ID number.
    fn print_address(&mut self, address: &str) -> Vec<CharacterBox> {
        let LayoutMeasures { values, value_size, address: row, .. } = *self.measures;
        let lines = break_lines(self.values, address, value_size, 11.05 * value_size);
        let (first, pitch) = if lines.len() > 3 { (row - 1.0, 4.0) } else { (row - 0.4, 4.7) };
        let mut top = first;
        let mut boxes = Vec::new();
        for line in &lines {
            boxes.extend(self.print_value(line, (values, top), value_size));
            top += pitch;
        }
        boxes
    }

    fn print_number(&mut self, number: &str) -> Vec<CharacterBox> {
        let DigitRow { left, pitch } = self.measures.digits;
        let face = self.random.pick(self.fonts.digits());
        // The digits of every face fill the pitch.
        let size = 0.98 * pitch / face.advance('0');
        self.print_text(face, number, (left, self.measures.number - 0.7), size, Some(pitch), BLACK)
    }

    fn print_label(&mut self, text: &str, at: (f32, f32)) {
        self.print_text(self.fonts.labels(), text, at, self.measures.label_size, None, BLUE);
    }

    fn print_specimen_mark(&mut self, at: (f32, f32)) {
        self.print_text(&self.fonts.bold, "样本 SPECIMEN", at, 7.0 * POINT, None, SPECIMEN_MARK);
    }

    fn print_value(&mut self, text: &str, at: (f32, f32), size: f32) -> Vec<CharacterBox> {
        self.print_text(self.values, text, at, size, None, BLACK)
    }

    /// Prints a value, smaller where it would be too long.
    fn print_fitted(
        &mut self,
        text: &str,
        at: (f32, f32),
        size: f32,
        width: f32,
    ) -> Vec<CharacterBox> {
        let length = Paper::text_length(self.values, text, size * self.size);
        self.print_value(text, at, size * (width / length).min(1.0))
    }

    fn print_text(
        &mut self,
        face: &FontFace,
        text: &str,
        (x, y): (f32, f32),
        size: f32,
        pitch: Option<f32>,
        colour: Colour,
    ) -> Vec<CharacterBox> {
        let at = (x + self.random.between(-0.4, 0.4), y + self.random.between(-0.2, 0.2));
        let size = size * self.size;
        self.paper.print_line(face, &self.fonts.plain, &TextLine { text, at, size, pitch, colour })
    }

    /// A plain red disc in the place of the emblem.
    fn print_disc(&mut self, (x, y): (f32, f32), radius: f32) {
        let scale = self.paper.scale;
        self.paper.canvas.map_pixels(|place, below| {
            let away = (place.0 / scale - x).hypot(place.1 / scale - y);
            mix(below, RED, ((radius - away) * scale + 0.5).clamp(0.0, 1.0))
        });
    }

    /// A drawn bust in front of the portrait's own ground.
    fn print_portrait(&mut self, bust: &Person) {
        let scale = self.paper.scale;
        let [left, top, width, height] = self.measures.portrait.map(|length| length * scale);
        let (left, top) = (left.round() as usize, top.round() as usize);
        let ground = self.random.between(244.0, 252.0);
        let mut canvas =
            Canvas::paint(width.round() as usize, height.round() as usize, |_| [ground; 3]);
        let placement = Placement {
            scale: 0.6 * width / bust.geometry.face_width,
            eyes: (width / 2.0, 0.42 * height),
            lean: self.random.between(-2.0, 2.0),
            is_mirrored: self.random.flip_coin(),
        };
        bust.draw_on(&mut canvas, &placement);
        let card = &mut self.paper.canvas;
        for (row, pixels) in canvas.pixels.chunks(canvas.width.max(1)).enumerate() {
            let from = (top + row) * card.width + left;
            if let Some(line) = card.pixels.get_mut(from..from + canvas.width) {
                line.copy_from_slice(pixels);
            }
        }
    }
}
