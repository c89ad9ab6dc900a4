//! The standards of the three pictures, and the judgement by them.

mod card;
mod head;

use super::{
    HeadInFrame, ID_PICTURE_MAX_BYTES, ID_PICTURE_MIN_LONG, ID_PICTURE_MIN_SHORT, Measurements,
    PHOTO_HEIGHT, PHOTO_MAX_BYTES, PHOTO_MIN_BYTES, PHOTO_WIDTH, PictureFormat,
};
use crate::{
    api::PictureKind,
    fault::{Fault, FaultCode, Faults},
    field::Field,
};

/// What a picture must and should be like.
///
/// Format, bytes and pixels are the guide's. Every other limit is ours: no published standard puts numbers to a white
/// ground, to sharpness or to brightness, and so these only advise, except that an empty or colourless photo is refused.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PhotoSpec {
    field: Field,
    size: Size,
    min_bytes: usize,
    max_bytes: usize,
    min_luma_deviation: f32,
    min_centre_luma: f32,
    max_centre_luma: f32,
    min_sharpness: f32,
    portrait: Option<Portrait>,
}

/// The size that is wanted, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Size {
    Exactly { width: u32, height: u32 },
    AtLeast { long: u32, short: u32 },
}

impl Size {
    fn holds(self, width: u32, height: u32) -> bool {
        match self {
            Self::Exactly { width: w, height: h } => (width, height) == (w, h),
            Self::AtLeast { long, short } => {
                width.max(height) >= long && width.min(height) >= short
            }
        }
    }
}

/// What only a portrait before a white ground is held to.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Portrait {
    min_colourfulness: f32,
    min_ground_lightness: f32,
    max_ground_chroma: f32,
    max_ground_deviation: f32,
    max_ground_sides: f32,
    head: head::HeadLimits,
}

impl PhotoSpec {
    /// The card photo (制卡照片): 20KB–8.75MB, 358×441, in colour before a white ground (guide; GA 461-2004).
    ///
    /// Our own numbers: the ground has L\* ≥ 93 (grey 235 of 255), C\*ab ≤ 6, deviates by no more than 4, and its sides differ by
    /// no more than 5; a picture is blank below a deviation of luma of 8, and grey below a mean C\*ab of 1. Where no face is
    /// seen, light and sharpness are those of the middle: a mean luma of 60–225, a Laplacian's variance of at least 30.
    #[must_use]
    pub const fn card() -> Self {
        Self {
            field: Field::Photo,
            size: Size::Exactly { width: PHOTO_WIDTH, height: PHOTO_HEIGHT },
            min_bytes: PHOTO_MIN_BYTES,
            max_bytes: PHOTO_MAX_BYTES,
            min_luma_deviation: 8.0,
            min_centre_luma: 60.0,
            max_centre_luma: 225.0,
            min_sharpness: 30.0,
            portrait: Some(Portrait {
                min_colourfulness: 1.0,
                min_ground_lightness: 93.0,
                max_ground_chroma: 6.0,
                max_ground_deviation: 4.0,
                max_ground_sides: 5.0,
                head: head::HeadLimits::CARD,
            }),
        }
    }

    /// What a picture of a kind is held to. The sides of the ID card: at least 600×380 either way round, up to 10 MB.
    ///
    /// Sharpness depends on the scale, so a whole camera picture of a card passes with less than a card photo needs.
    #[must_use]
    pub const fn of(kind: PictureKind) -> Self {
        match kind {
            PictureKind::Photo => Self::card(),
            PictureKind::EmblemSide | PictureKind::PortraitSide => Self {
                field: kind.field(),
                size: Size::AtLeast { long: ID_PICTURE_MIN_LONG, short: ID_PICTURE_MIN_SHORT },
                min_bytes: 1,
                max_bytes: ID_PICTURE_MAX_BYTES,
                min_luma_deviation: 4.0,
                min_centre_luma: 50.0,
                max_centre_luma: 245.0,
                min_sharpness: 12.0,
                portrait: None,
            },
        }
    }

    /// Holds what was measured against the standard; everything found at once.
    #[must_use]
    pub fn judge(&self, measured: &Measurements) -> Faults {
        let mut faults = Faults::default();
        self.judge_file(measured, &mut faults);
        // What cannot be told from a measurement that is no number counts as not held.
        let blank = !at_least(measured.luma_deviation, self.min_luma_deviation);
        if blank {
            faults.push(
                self.hard(FaultCode::Blank, "图片上没有内容，请重新拍摄或选择其他图片")
                    .with_measure(
                        tenths(measured.luma_deviation),
                        format!("亮度差异不小于{}", tenths(self.min_luma_deviation)),
                    ),
            );
            return faults;
        }
        let mut head = None;
        if let (None, Some(card)) = (&self.portrait, &measured.card) {
            card::CardLimits::SIDE.judge(self.field, card, &mut faults);
        }
        if let Some(portrait) = &self.portrait {
            self.judge_portrait(portrait, measured, &mut faults);
            if let Some(found) = &measured.portrait {
                head = found.head.as_ref();
                // Places in pixels mean something only on a picture of the card photo's size.
                let placed = self.size.holds(measured.width, measured.height);
                portrait.head.judge(self.field, found, placed, &mut faults);
            }
        }
        // On a face, light and sharpness were judged with it.
        if head.is_none() {
            self.judge_light(measured, &mut faults);
        }
        faults
    }

    /// What is said of where a head lies in the frame, while the person still moves it; the judgement of the photo that is
    /// made says the same of the same places.
    #[must_use]
    pub fn judge_place(&self, head: &HeadInFrame) -> Faults {
        head::placed(self.field, head)
    }

    fn judge_file(&self, measured: &Measurements, faults: &mut Faults) {
        match measured.format {
            PictureFormat::Jpeg | PictureFormat::Png => {}
            PictureFormat::Webp | PictureFormat::Heic | PictureFormat::Unknown => {
                faults.push(
                    self.hard(FaultCode::Format, "只能使用JPG或PNG格式的图片，请转换格式后上传"),
                );
            }
        }
        if measured.bytes < self.min_bytes {
            faults.push(
                self.hard(FaultCode::TooFewBytes, "照片文件小于20KB，请选择更清晰的原图重新上传")
                    .with_measure(
                        format!("{}字节", measured.bytes),
                        format!("不小于{}字节", self.min_bytes),
                    ),
            );
        }
        if measured.bytes > self.max_bytes {
            faults.push(self.hard(FaultCode::TooManyBytes, self.too_many_bytes()).with_measure(
                format!("{}字节", measured.bytes),
                format!("不大于{}字节", self.max_bytes),
            ));
        }
        let (width, height) = (measured.width, measured.height);
        let (words, wanted) = match self.size {
            Size::Exactly { width, height } => {
                ("照片尺寸应为358*441像素，请用裁剪框重新裁剪照片", format!("{width}×{height}像素"))
            }
            Size::AtLeast { long, short } => (
                "图片太小，看不清证件上的字，请靠近证件重新拍摄或上传原图",
                format!("不小于{long}×{short}像素"),
            ),
        };
        if !self.size.holds(width, height) {
            faults.push(
                self.hard(FaultCode::Pixels, words)
                    .with_measure(format!("{width}×{height}像素"), wanted),
            );
        }
    }

    fn judge_portrait(&self, portrait: &Portrait, measured: &Measurements, faults: &mut Faults) {
        if !at_least(measured.colourfulness, portrait.min_colourfulness) {
            faults.push(
                self.hard(FaultCode::Grey, "照片没有颜色，请上传近期彩色免冠照片").with_measure(
                    tenths(measured.colourfulness),
                    format!("彩度不小于{}", tenths(portrait.min_colourfulness)),
                ),
            );
        }
        if !at_least(measured.ground_lightness, portrait.min_ground_lightness)
            || !at_most(measured.ground_chroma, portrait.max_ground_chroma)
        {
            faults.push(
                self.soft(FaultCode::BackgroundColour, "照片背景不是白色，请在白色背景前重新拍摄")
                    .with_measure(
                        format!(
                            "明度{}，彩度{}",
                            tenths(measured.ground_lightness),
                            tenths(measured.ground_chroma)
                        ),
                        format!(
                            "明度不小于{}，彩度不大于{}",
                            tenths(portrait.min_ground_lightness),
                            tenths(portrait.max_ground_chroma)
                        ),
                    ),
            );
        }
        let uneven = |words, value, limit| {
            self.soft(FaultCode::BackgroundUneven, words)
                .with_measure(tenths(value), format!("明度差异不大于{}", tenths(limit)))
        };
        if !at_most(measured.ground_deviation, portrait.max_ground_deviation) {
            faults.push(uneven(
                "照片背景不均匀，可能有阴影或杂物，请在均匀的白色背景前重新拍摄",
                measured.ground_deviation,
                portrait.max_ground_deviation,
            ));
        } else if !at_most(measured.ground_sides, portrait.max_ground_sides) {
            faults.push(uneven(
                "照片背景一边亮一边暗，请让光线从正面均匀照射后重新拍摄",
                measured.ground_sides,
                portrait.max_ground_sides,
            ));
        }
    }

    fn judge_light(&self, measured: &Measurements, faults: &mut Faults) {
        if !at_least(measured.sharpness, self.min_sharpness) {
            faults.push(
                self.soft(FaultCode::Blurred, "图片不够清晰，请对准后重新拍摄，或选择更清晰的原图")
                    .with_measure(
                        tenths(measured.sharpness),
                        format!("清晰度不小于{}", tenths(self.min_sharpness)),
                    ),
            );
        }
        if !at_least(measured.centre_luma, self.min_centre_luma) {
            faults.push(
                self.soft(FaultCode::TooDark, "图片太暗，请在光线充足的地方重新拍摄").with_measure(
                    tenths(measured.centre_luma),
                    format!("亮度不小于{}", tenths(self.min_centre_luma)),
                ),
            );
        } else if !at_most(measured.centre_luma, self.max_centre_luma) {
            faults.push(
                self.soft(FaultCode::TooBright, "图片太亮，请避开强光和反光重新拍摄").with_measure(
                    tenths(measured.centre_luma),
                    format!("亮度不大于{}", tenths(self.max_centre_luma)),
                ),
            );
        }
    }

    const fn too_many_bytes(&self) -> &'static str {
        if self.portrait.is_some() {
            "照片文件大于8.75MB，请选择较小的照片"
        } else {
            "图片文件大于10MB，请选择较小的图片"
        }
    }

    fn hard(&self, code: FaultCode, words: &'static str) -> Fault {
        Fault::hard(self.field, code, words)
    }

    fn soft(&self, code: FaultCode, words: &'static str) -> Fault {
        Fault::soft(self.field, code, words)
    }
}

/// False also for what is no number.
fn at_least(value: f32, limit: f32) -> bool {
    value >= limit
}

/// False also for what is no number.
fn at_most(value: f32, limit: f32) -> bool {
    value <= limit
}

/// A number with one decimal; by integers, for the formatting of fractions would cost the page kilobytes.
fn tenths(value: f32) -> String {
    let tenths = (value * 10.0).round() as i32;
    let sign = if tenths < 0 { "-" } else { "" };
    let tenths = tenths.unsigned_abs();
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}
