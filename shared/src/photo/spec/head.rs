//! The judgement of the head on a card photo: is there one, does it lie where the standard wants it, is it lit and sharp.

use super::{at_least, at_most, tenths};
use crate::{
    fault::{Fault, FaultCode, Faults},
    field::Field,
    photo::{HeadInFrame, HeadMeasures, PortraitMeasures, standard},
};

/// What a head is held to. Places and sizes are the standards' ([`standard`]); all numbers here are ours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct HeadLimits {
    /// Below this score nothing on the picture even resembles a face: of the specimens, hands and patches stay below it, and faces
    /// that are blurred, blown out or in profile, where they are not found, do not.
    least_score: f32,
    max_turn: f32,
    min_luma: f32,
    max_luma: f32,
    min_contrast: f32,
    min_sharpness: f32,
    max_glare: f32,
}

impl HeadLimits {
    pub(super) const CARD: Self = Self {
        least_score: 0.54,
        max_turn: 0.25,
        min_luma: 70.0,
        max_luma: 220.0,
        min_contrast: 45.0,
        min_sharpness: 0.2,
        max_glare: 0.03,
    };

    /// Judges whom the picture shows and, where it is of the card photo's size, where.
    pub(super) fn judge(
        &self,
        field: Field,
        found: &PortraitMeasures,
        placed: bool,
        faults: &mut Faults,
    ) {
        if found.faces > 1 {
            let words =
                "照片中有多张人脸，请只保留申领人本人：放大照片后重新裁剪，或换一张单人照片";
            let fault = Fault::hard(field, FaultCode::SeveralFaces, words);
            faults.push(fault.with_measure(format!("{}张人脸", found.faces), "1张人脸"));
        }
        let Some(head) = &found.head else {
            faults.push(self.no_face(field, found));
            return;
        };
        let mut told = Told { field, faults };
        if placed {
            told.place(&HeadInFrame::from(head));
        }
        if !at_most(head.turn.abs(), self.max_turn) {
            let words = "脸没有正对镜头，请正对镜头、两耳同时可见后重新拍摄";
            told.soft(
                FaultCode::Turned,
                words,
                tenths_of_percent(head.turn),
                percent_at_most(self.max_turn),
            );
        }
        self.light(head, &mut told);
    }

    /// Nothing like a face blocks; what may be one, unclear or unusual, is for a human to decide.
    fn no_face(&self, field: Field, found: &PortraitMeasures) -> Fault {
        let fault = if at_least(found.face_score, self.least_score) {
            let words = "看不清人脸，请正对镜头、去掉口罩墨镜等遮挡，在光线充足处重新拍摄";
            Fault::soft(field, FaultCode::NoFace, words)
        } else {
            let words =
                "照片中没有找到人脸，请选择申领人本人的正面免冠照片，或调整裁剪框让脸部完整露出";
            Fault::hard(field, FaultCode::NoFace, words)
        };
        fault.with_measure("0张人脸", "1张人脸")
    }

    fn light(&self, head: &HeadMeasures, told: &mut Told<'_>) {
        if !at_least(head.luma, self.min_luma) {
            let words = "脸部太暗，请在光线充足的地方、脸朝光源重新拍摄";
            told.soft(
                FaultCode::TooDark,
                words,
                tenths(head.luma),
                at_least_words("脸部亮度", self.min_luma),
            );
        } else if !at_most(head.luma, self.max_luma) {
            let words = "脸部太亮，请避开强光重新拍摄";
            told.soft(
                FaultCode::TooBright,
                words,
                tenths(head.luma),
                at_most_words("脸部亮度", self.max_luma),
            );
        } else if !at_least(head.contrast, self.min_contrast) {
            let words = "照片发灰、层次不清，请擦净镜头，在光线充足处重新拍摄";
            told.soft(
                FaultCode::LowContrast,
                words,
                tenths(head.contrast),
                at_least_words("脸部明暗差", self.min_contrast),
            );
        }
        if !at_least(head.sharpness, self.min_sharpness) {
            let words = "脸部不够清晰，请拿稳手机、对准脸部重新拍摄，或选择更清晰的原图";
            told.soft(
                FaultCode::Blurred,
                words,
                hundredths(head.sharpness),
                ["清晰度不小于", &hundredths(self.min_sharpness)].concat(),
            );
        }
        if !at_most(head.glare, self.max_glare) {
            let words = "脸部或眼镜上有反光，请避开灯光和阳光直射，换个角度重新拍摄";
            told.soft(
                FaultCode::Glare,
                words,
                tenths_of_percent(head.glare),
                percent_at_most(self.max_glare),
            );
        }
    }
}

/// What is said of where a head lies in a frame.
pub(super) fn placed(field: Field, head: &HeadInFrame) -> Faults {
    let mut faults = Faults::default();
    Told { field, faults: &mut faults }.place(head);
    faults
}

impl From<&HeadMeasures> for HeadInFrame {
    fn from(head: &HeadMeasures) -> Self {
        Self {
            face_width: head.face_width.into(),
            hair_top: head.hair_top.map(f64::from),
            eyes_to_bottom: head.eyes_to_bottom.into(),
            eyes_from_left: head.eyes_from_left.into(),
            tilt_degrees: head.tilt_degrees.into(),
        }
    }
}

/// Where advice goes.
struct Told<'a> {
    field: Field,
    faults: &'a mut Faults,
}

impl Told<'_> {
    fn soft(&mut self, code: FaultCode, words: &'static str, measured: String, wanted: String) {
        self.faults.push(Fault::soft(self.field, code, words).with_measure(measured, wanted));
    }

    /// Face width, hair, eyes, middle and tilt.
    fn place(&mut self, head: &HeadInFrame) {
        self.range(
            FaultCode::FaceWidth,
            head.face_width,
            standard::FACE_WIDTH,
            [
                "脸部太小，请放大照片，或靠近一些重新拍摄",
                "脸部太大，请缩小照片，或离远一些重新拍摄",
            ],
        );
        self.hair_top(head);
        if head.eyes_to_bottom < standard::EYES_TO_BOTTOM || head.eyes_to_bottom.is_nan() {
            self.soft(
                FaultCode::EyeLine,
                "眼睛位置太低，请把照片向上移动",
                pixels(head.eyes_to_bottom),
                format!("距下边不小于{}像素", standard::EYES_TO_BOTTOM as i32),
            );
        }
        self.range(
            FaultCode::OffCentre,
            head.eyes_from_left,
            standard::EYES_FROM_LEFT,
            ["头部偏左，请把照片向右移动，让头部居中", "头部偏右，请把照片向左移动，让头部居中"],
        );
        self.range(
            FaultCode::Tilted,
            head.tilt_degrees,
            (-standard::TILT, standard::TILT),
            [
                "头部向左歪，请把照片向右微调旋转，或坐正后重新拍摄",
                "头部向右歪，请把照片向左微调旋转，或坐正后重新拍摄",
            ],
        );
    }

    /// The hair's place gives way where the eyes are as low as they may be.
    fn hair_top(&mut self, head: &HeadInFrame) {
        let gives_way = head.eyes_to_bottom <= standard::EYES_TO_BOTTOM + NEAR_LOWEST;
        match head.hair_top {
            Some(hair_top) if hair_top < standard::HAIR_TOP.0 && gives_way => {}
            Some(hair_top) => self.range(
                FaultCode::HairTop,
                hair_top,
                standard::HAIR_TOP,
                [
                    "头顶离上边太近，请把照片向下移动或缩小",
                    "头顶离上边太远，请把照片向上移动或放大",
                ],
            ),
            None if gives_way => {}
            None => self.soft(
                FaultCode::HairTop,
                "头顶没有拍全或与背景分不清，请保留完整的头部，并在白色背景前拍摄",
                "看不到头顶".to_owned(),
                range_words(standard::HAIR_TOP),
            ),
        }
    }

    /// One of two words where a value in pixels is below or above its range.
    fn range(&mut self, code: FaultCode, value: f64, range: (f64, f64), words: [&'static str; 2]) {
        let [below, above] = words;
        let (least, most) = range;
        let words = if value > most {
            above
        } else if value >= least {
            return;
        } else {
            below
        };
        let measured = if code == FaultCode::Tilted { degrees(value) } else { pixels(value) };
        let wanted = if code == FaultCode::Tilted {
            format!("不超过{}度", most as i32)
        } else {
            range_words(range)
        };
        self.soft(code, words, measured, wanted);
    }
}

/// How near the eyes must be to their lowest place for the hair to give way to them, in pixels: as exactly as both are
/// measured.
const NEAR_LOWEST: f64 = 6.0;

fn pixels(value: f64) -> String {
    [&whole(value), "像素"].concat()
}

fn degrees(value: f64) -> String {
    [&tenths(value as f32), "度"].concat()
}

fn range_words((least, most): (f64, f64)) -> String {
    format!("{}～{}像素", least as i32, most as i32)
}

fn at_least_words(what: &str, limit: f32) -> String {
    [what, "不小于", &tenths(limit)].concat()
}

fn at_most_words(what: &str, limit: f32) -> String {
    [what, "不大于", &tenths(limit)].concat()
}

/// A share as a percentage with one decimal.
fn tenths_of_percent(share: f32) -> String {
    [&tenths(share * 100.0), "%"].concat()
}

fn percent_at_most(limit: f32) -> String {
    ["不大于", &tenths_of_percent(limit)].concat()
}

fn whole(value: f64) -> String {
    (value.round() as i32).to_string()
}

/// A number below 100 with two decimals.
fn hundredths(value: f32) -> String {
    let hundredths = (value * 100.0).round() as u32;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
