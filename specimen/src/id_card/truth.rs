//! What is true of a picture that is said to be of an identity card.

use std::collections::BTreeMap;

use encoding_rs::GBK;
use serde::Serialize;
use sscard_shared::date::iso;
use sscard_shared::field::Field;
use sscard_shared::reading::Side;
use sscard_shared::validity::LONG_TERM;

use super::holder::CardHolder;
use super::surface::Surface;

/// What a picture is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureContent {
    /// One side of a card.
    Card,
    /// No card at all.
    Nothing,
    /// One side of a card, copied onto paper without colour.
    Photocopy,
    /// Two sides at once, of one card or of two.
    Two,
    /// One side of a card, of which a large part is beyond the picture.
    Cut,
}

/// What was done to a picture, and how strongly.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Distortions {
    /// By how many degrees the card is turned clockwise.
    pub(crate) turn: f32,
    /// By how many degrees it is tilted away.
    pub(crate) tilt: f32,
    /// The share of the picture's width that it covers.
    pub(crate) cover: f32,
    /// Pixels a millimetre along its longest edge.
    pub(crate) scale: f32,
    /// How many millimetres lie beyond an edge of the picture.
    pub(crate) crop: f32,
    /// The deviation in pixels of the blur of a lens out of focus.
    pub(crate) blur: f32,
    /// The length in pixels of a movement.
    pub(crate) motion: usize,
    /// How far a mirrored lamp blows out its middle: from 1 on, wholly.
    pub(crate) glare: f32,
    /// The share of the light that a shadow takes.
    pub(crate) shadow: f32,
    /// The share of the light in each channel.
    pub(crate) light: [f32; 3],
    /// The deviation of the noise, of 255.
    pub(crate) noise: f32,
    /// By how much the picture was made smaller afterwards.
    pub(crate) resampled: f32,
    /// The quality of the JPEG; none for a PNG.
    pub(crate) quality: Option<u8>,
    /// What the card lies on; none for a picture that is the card.
    pub(crate) ground: Option<Surface>,
}

/// What is true of a picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IdCardTruth {
    pub(crate) file: String,
    pub(crate) side: Option<Side>,
    pub(crate) kind: PictureContent,
    pub(crate) fields: BTreeMap<Field, String>,
    pub(crate) rare: Vec<char>,
    pub(crate) lost: Vec<Field>,
    pub(crate) corners: Option<[(f32, f32); 4]>,
    #[serde(rename = "manner")]
    pub(crate) distortions: Distortions,
}

impl IdCardTruth {
    /// The name of its file.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The side that is seen, where it is one.
    #[must_use]
    pub fn side(&self) -> Option<Side> {
        self.side
    }

    /// What the picture is of.
    #[must_use]
    pub fn kind(&self) -> PictureContent {
        self.kind
    }

    /// What the side says, as [`sscard_shared::reading::FieldReading::value`] would have it: codes, ISO dates, `长期`.
    #[must_use]
    pub fn fields(&self) -> &BTreeMap<Field, String> {
        &self.fields
    }

    /// The Han characters of these fields that are not in GB 2312.
    #[must_use]
    pub fn rare(&self) -> &[char] {
        &self.rare
    }

    /// The fields of which nobody can read every character: beyond the picture, or blown out.
    #[must_use]
    pub fn lost(&self) -> &[Field] {
        &self.lost
    }

    /// Where the corners of the one card lie, in pixels: its own top left first, then clockwise. They may be beyond the picture.
    #[must_use]
    pub fn corners(&self) -> Option<[(f32, f32); 4]> {
        self.corners
    }

    /// What was done to the picture.
    #[must_use]
    pub fn distortions(&self) -> &Distortions {
        &self.distortions
    }

    /// One line of JSON.
    ///
    /// # Errors
    /// None that its fields could cause.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

/// What a side says.
pub(crate) fn fields(side: Side, holder: &CardHolder) -> BTreeMap<Field, String> {
    match side {
        Side::Portrait => BTreeMap::from([
            (Field::Name, holder.name.clone()),
            (Field::Sex, holder.sex.as_str().to_owned()),
            (Field::Ethnicity, holder.ethnicity.code.to_owned()),
            (Field::BirthDate, iso(holder.birth_date)),
            (Field::Address, holder.address.clone()),
            (Field::IdNumber, holder.id_number.clone()),
        ]),
        Side::Emblem => BTreeMap::from([
            (Field::Authority, holder.authority.to_owned()),
            (Field::ValidFrom, iso(holder.valid_from)),
            (Field::ValidUntil, holder.valid_until.map_or_else(|| LONG_TERM.to_owned(), iso)),
        ]),
    }
}

/// The Han characters that GB 2312 does not have, each once.
pub(crate) fn rare_characters(fields: &BTreeMap<Field, String>) -> Vec<char> {
    let mut rare: Vec<char> = fields
        .values()
        .flat_map(|value| value.chars())
        .filter(|letter| !letter.is_ascii() && *letter != '·' && !is_in_gb2312(*letter))
        .collect();
    rare.sort_unstable();
    rare.dedup();
    rare
}

/// GB 2312 is the part of GBK whose first byte is B0–F7 and whose second is A1–FE, for Han characters.
fn is_in_gb2312(letter: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, unknown) = GBK.encode(letter.encode_utf8(&mut buffer));
    !unknown && matches!(*bytes, [0xB0..=0xF7, 0xA1..=0xFE])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_beyond_gb_2312_are_told() {
        let rare_characters =
            |text: &str| rare_characters(&BTreeMap::from([(Field::Name, text.to_owned())]));
        assert!(rare_characters("王小明A座12号").is_empty());
        assert!(rare_characters("阿依古丽·买买提").is_empty());
        assert_eq!(rare_characters("王堃𬱖喆"), ['喆', '堃', '𬱖']);
        assert_eq!(rare_characters("䶮镕"), ['䶮', '镕']);
    }
}
