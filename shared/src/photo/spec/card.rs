//! The judgement of a card's side: all of it advice, for whoever reads the card may still manage.

use super::{at_least, at_most, tenths};
use crate::{
    fault::{Fault, FaultCode, Faults},
    field::Field,
    photo::CardMeasures,
};

/// What a card on its picture is held to. All numbers are ours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CardLimits {
    min_fill: f32,
    max_glare: f32,
}

impl CardLimits {
    pub(super) const SIDE: Self = Self { min_fill: 0.2, max_glare: 0.02 };

    pub(super) fn judge(&self, field: Field, card: &CardMeasures, faults: &mut Faults) {
        let mut told = |code, words: &'static str, measured: String, wanted: String| {
            faults.push(Fault::soft(field, code, words).with_measure(measured, wanted));
        };
        let (fill, glare) = (card.fill as f32, card.glare as f32);
        if !at_least(fill, self.min_fill) {
            told(
                FaultCode::CardSmall,
                "证件在照片中太小，请靠近证件，让证件占满画面后重新拍摄",
                ["占", &percent(fill)].concat(),
                ["不小于", &percent(self.min_fill)].concat(),
            );
        }
        if card.found && card.touches_frame {
            told(
                FaultCode::CardCut,
                "证件没有拍全，请让证件四个角都在画面内后重新拍摄",
                "有角在画面外".to_owned(),
                "四角完整".to_owned(),
            );
        }
        if !at_most(glare, self.max_glare) {
            told(
                FaultCode::Glare,
                "证件上有反光，请避开灯光、换个角度重新拍摄",
                percent(glare),
                ["不大于", &percent(self.max_glare)].concat(),
            );
        }
    }
}

/// A share as a percentage with one decimal.
fn percent(share: f32) -> String {
    [&tenths(share * 100.0), "%"].concat()
}
