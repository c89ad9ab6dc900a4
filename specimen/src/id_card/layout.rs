//! The layouts in which specimens are printed. Makers of sample cards differ in places, faces and sizes, and a reader that was tuned on one
//! layout may read that layout alone.

use super::card_size::POINT;

/// The places of a card's texts, and the faces in which they are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Sans-serif values, and ten digits to the inch: the nearest to the real card.
    #[default]
    Usual,
    /// OCR-B digits so wide that the number ends at the right edge of the card, and labels nearer to the left edge.
    WideNumber,
    /// Values in 宋体, a serif face, larger and lower than usual. The labels have the same face.
    Songti,
}

/// The places and sizes of a layout, in millimetres from the card's top left corner. The place of a text is its left end and the top of its
/// Han characters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LayoutMeasures {
    /// The left end of 姓名, 性别, 出生, 住址 and 公民身份号码.
    pub(crate) labels: f32,
    /// The left end of values on the portrait side, and their right limit before the portrait.
    pub(crate) values: f32,
    pub(crate) values_end: f32,
    /// How far values stand above their labels.
    pub(crate) raised: f32,
    /// The tops of the labels of 姓名, 性别 with 民族, 出生, 住址 and 公民身份号码.
    pub(crate) name: f32,
    pub(crate) sex: f32,
    pub(crate) birth: f32,
    pub(crate) address: f32,
    pub(crate) number: f32,
    pub(crate) ethnicity: EthnicityColumns,
    /// The left ends of 年, the month, 月, the day and 日.
    pub(crate) day: [f32; 5],
    /// The portrait: left, top, width, height.
    pub(crate) portrait: [f32; 4],
    /// The digits of 公民身份号码.
    pub(crate) digits: DigitRow,
    /// The sizes of labels, of values, and of the name.
    pub(crate) label_size: f32,
    pub(crate) value_size: f32,
    pub(crate) name_size: f32,
    /// The least and the greatest left end of 签发机关 and 有效期限, and the left end of their values.
    pub(crate) emblem_labels: (f32, f32),
    pub(crate) emblem_values: f32,
    /// The tops of 签发机关 and 有效期限.
    pub(crate) authority: f32,
    pub(crate) validity: f32,
    /// 中华人民共和国.
    pub(crate) country: SpacedTitle,
    /// 居民身份证.
    pub(crate) title: SpacedTitle,
}

/// The left ends of 民族 and of its value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EthnicityColumns {
    pub(crate) label: f32,
    pub(crate) value: f32,
}

/// A row of digits: its left end, and the distance from one digit to the next.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DigitRow {
    pub(crate) left: f32,
    pub(crate) pitch: f32,
}

/// A spaced line of large characters: its place, and the distance from one character to the next.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SpacedTitle {
    pub(crate) at: (f32, f32),
    pub(crate) pitch: f32,
}

const USUAL: LayoutMeasures = LayoutMeasures {
    labels: 5.0,
    values: 15.5,
    values_end: 54.5,
    raised: 0.4,
    name: 7.1,
    sex: 13.7,
    birth: 20.1,
    address: 26.6,
    number: 43.7,
    ethnicity: EthnicityColumns { label: 25.5, value: 34.2 },
    day: [25.5, 30.5, 35.6, 39.8, 44.9],
    portrait: [56.2, 6.3, 23.4, 31.3],
    // Ten digits in an inch.
    digits: DigitRow { left: 29.0, pitch: 2.54 },
    label_size: 7.5 * POINT,
    value_size: 9.0 * POINT,
    name_size: 10.5 * POINT,
    emblem_labels: (21.6, 22.6),
    emblem_values: 37.0,
    authority: 39.5,
    validity: 46.5,
    country: SpacedTitle { at: (28.0, 7.0), pitch: 6.6 },
    title: SpacedTitle { at: (27.5, 16.0), pitch: 9.6 },
};

const WIDE_NUMBER: LayoutMeasures = LayoutMeasures {
    labels: 4.0,
    values: 14.2,
    values_end: 53.5,
    name: 6.6,
    sex: 13.2,
    birth: 19.6,
    address: 26.0,
    number: 44.6,
    ethnicity: EthnicityColumns { label: 24.0, value: 32.8 },
    day: [24.2, 29.2, 34.4, 38.6, 43.8],
    portrait: [55.4, 5.4, 25.2, 32.6],
    digits: DigitRow { left: 31.2, pitch: 2.9 },
    emblem_labels: (18.5, 20.5),
    emblem_values: 34.5,
    authority: 38.6,
    validity: 45.4,
    country: SpacedTitle { at: (29.5, 6.2), pitch: 6.4 },
    title: SpacedTitle { at: (29.0, 14.8), pitch: 9.2 },
    ..USUAL
};

const SONGTI: LayoutMeasures = LayoutMeasures {
    labels: 5.8,
    values: 16.8,
    values_end: 55.5,
    raised: 0.1,
    name: 8.0,
    sex: 14.9,
    birth: 21.4,
    address: 28.0,
    number: 45.2,
    ethnicity: EthnicityColumns { label: 27.0, value: 36.2 },
    day: [27.2, 32.0, 37.2, 41.6, 46.8],
    portrait: [57.4, 7.4, 22.4, 29.8],
    digits: DigitRow { left: 30.4, pitch: 2.6 },
    label_size: 8.0 * POINT,
    value_size: 9.4 * POINT,
    name_size: 11.4 * POINT,
    emblem_labels: (22.6, 24.6),
    emblem_values: 39.4,
    authority: 40.6,
    validity: 47.3,
    country: SpacedTitle { at: (26.5, 8.4), pitch: 6.9 },
    title: SpacedTitle { at: (25.5, 17.4), pitch: 10.0 },
};

impl Layout {
    pub(crate) const fn measures(self) -> &'static LayoutMeasures {
        match self {
            Self::Usual => &USUAL,
            Self::WideNumber => &WIDE_NUMBER,
            Self::Songti => &SONGTI,
        }
    }

    /// Makes the random numbers of one layout unrelated to those of another.
    pub(crate) const fn seed_salt(self) -> u64 {
        match self {
            Self::Usual => 0,
            Self::WideNumber => 0x01de_0000_0000,
            Self::Songti => 0x0509_0000_0000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::card_size::{CARD_HEIGHT, CARD_WIDTH};
    use super::*;

    const ALL: [Layout; 3] = [Layout::Usual, Layout::WideNumber, Layout::Songti];

    #[test]
    fn every_text_fits_on_the_card() {
        for layout in ALL {
            let measures = layout.measures();
            let number_end = measures.digits.left + 18.0 * measures.digits.pitch;
            assert!(number_end < CARD_WIDTH - 0.5, "{layout:?}: {number_end}");
            let [left, top, width, height] = measures.portrait;
            assert!(measures.values_end < left && left + width < CARD_WIDTH, "{layout:?}");
            assert!(top + height < measures.number, "{layout:?}");
            assert!(measures.validity + measures.value_size < CARD_HEIGHT - 2.0, "{layout:?}");
        }
    }

    #[test]
    fn the_wide_number_ends_at_the_edge() {
        let DigitRow { left, pitch } = WIDE_NUMBER.digits;
        assert!(CARD_WIDTH - (left + 18.0 * pitch) < 3.0);
    }
}
