//! What is true of a picture that is offered as a picture of an ID card.

use std::collections::BTreeMap;

use encoding_rs::GBK;
use serde::Serialize;
use sscard_shared::date::iso;
use sscard_shared::field::Field;
use sscard_shared::reading::Side;
use sscard_shared::validity::LONG_TERM;

use super::holder::CardHolder;
use super::surface::Surface;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureContent {
    /// One side of a card.
    Card,
    /// No card.
    Nothing,
    /// One side of a card, copied onto paper without colour.
    Photocopy,
    /// Two sides at once, of one card or of two cards.
    Two,
    /// One side of a card, of which a large part lies outside of the picture.
    Cut,
}

/// The distortions of a picture, with their strengths.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Distortions {
    /// By how many degrees the card is turned clockwise.
    pub(crate) turn: f32,
    /// By how many degrees the card is tilted away from the camera.
    pub(crate) tilt: f32,
    /// The share of the picture's width that the card covers.
    pub(crate) cover: f32,
    /// Pixels in a millimetre along the card's longest edge.
    pub(crate) scale: f32,
    /// How many millimetres of the card lie outside of the picture.
    pub(crate) crop: f32,
    /// The deviation of the blur of a lens out of focus, in pixels.
    pub(crate) blur: f32,
    /// The length of a motion blur, in pixels.
    pub(crate) motion: usize,
    /// The strength of a lamp's reflection: from 1 on, its middle is blown out.
    pub(crate) glare: f32,
    /// The share of the light that a shadow takes.
    pub(crate) shadow: f32,
    /// The share of the light in each channel.
    pub(crate) light: [f32; 3],
    /// The deviation of the noise, in units of 1/255.
    pub(crate) noise: f32,
    /// The factor by which the picture was made smaller afterwards.
    pub(crate) resampled: f32,
    /// The quality of the JPEG; `None` for a PNG.
    pub(crate) quality: Option<u8>,
    /// The surface below the card; `None` when the card fills the picture.
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
    /// The name of the picture's file.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The side of the card that the picture shows, when it shows one.
    #[must_use]
    pub fn side(&self) -> Option<Side> {
        self.side
    }

    /// What the picture shows.
    #[must_use]
    pub fn kind(&self) -> PictureContent {
        self.kind
    }

    /// The fields of the side, in the form of [`sscard_shared::reading::FieldReading::value`]: codes, ISO dates, `长期`.
    #[must_use]
    pub fn fields(&self) -> &BTreeMap<Field, String> {
        &self.fields
    }

    /// The Han characters of these fields that are not in GB 2312.
    #[must_use]
    pub fn rare(&self) -> &[char] {
        &self.rare
    }

    /// The fields that cannot be read in full, because a part of them lies outside of the picture or is blown out.
    #[must_use]
    pub fn lost(&self) -> &[Field] {
        &self.lost
    }

    /// The pixels of the card's corners: its own top left corner first, then clockwise. A corner may lie outside of the picture.
    #[must_use]
    pub fn corners(&self) -> Option<[(f32, f32); 4]> {
        self.corners
    }

    /// The distortions of the picture.
    #[must_use]
    pub fn distortions(&self) -> &Distortions {
        &self.distortions
    }

    /// The truth as one line of JSON.
    ///
    /// # Errors
    /// An error of the serializer, which these fields do not cause.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

/// The fields of one side of a card.
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
    fn characters_beyond_gb_2312_are_rare() {
        let rare_characters =
            |text: &str| rare_characters(&BTreeMap::from([(Field::Name, text.to_owned())]));
        assert!(rare_characters("王小明A座12号").is_empty());
        assert!(rare_characters("阿依古丽·买买提").is_empty());
        assert_eq!(rare_characters("王堃𬱖喆"), ['喆', '堃', '𬱖']);
        assert_eq!(rare_characters("䶮镕"), ['䶮', '镕']);
    }
}
