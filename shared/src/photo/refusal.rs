//! Pictures that cannot even be measured, in words for the applicant.

use super::{PHOTO_HEIGHT, PHOTO_MIN_BYTES, PHOTO_WIDTH, PictureFormat};
use crate::{
    fault::{Fault, FaultCode, Refusal},
    field::Field,
};

/// Why a picture cannot be read or cropped; page and server use the same words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureRefusal {
    /// No bytes at all.
    #[error("图片是空文件，请重新选择图片")]
    Empty,
    /// A container that is not decoded.
    #[error("{}", unsupported(*.0))]
    Unsupported(PictureFormat),
    /// A JPEG, PNG or WebP of a coding that is not decoded.
    #[error("图片使用了特殊编码，无法读取，请另存为普通的JPG图片，或把图片截屏后上传")]
    UnsupportedCoding,
    /// Ends early or contradicts itself.
    #[error("图片文件不完整或已损坏，请重新拍摄或选择其他图片")]
    Damaged,
    /// A larger file than is read.
    #[error("图片文件太大，请选择较小的图片")]
    TooManyBytes,
    /// More pixels than are decoded.
    #[error("图片尺寸太大，无法处理，请缩小尺寸或重新拍摄")]
    TooManyPixels,
    /// This device has no memory left for it.
    #[error("手机内存不足，无法处理这张图片，请关闭其他应用后重试，或选择较小的图片")]
    OutOfMemory,
    /// The chosen part has fewer pixels than the card photo, which is never enlarged.
    #[error("照片太小：裁剪框内不足358*441像素，请缩小照片使裁剪框取得更多，或换一张更大的照片")]
    TooSmall,
}

impl Refusal for PictureRefusal {
    fn code(&self) -> FaultCode {
        match self {
            Self::Empty => FaultCode::TooFewBytes,
            Self::Unsupported(_) | Self::UnsupportedCoding => FaultCode::Format,
            Self::Damaged => FaultCode::Damaged,
            Self::TooManyBytes => FaultCode::TooManyBytes,
            Self::TooManyPixels | Self::OutOfMemory | Self::TooSmall => FaultCode::Pixels,
        }
    }
}

/// The hard fault of a picture that cannot be read or cropped.
#[must_use]
pub fn picture_refused(field: Field, refusal: PictureRefusal) -> Fault {
    let fault = Fault::refused(field, &refusal);
    match refusal {
        PictureRefusal::TooSmall => {
            Fault { wanted: Some(format!("不小于{PHOTO_WIDTH}×{PHOTO_HEIGHT}像素")), ..fault }
        }
        PictureRefusal::Empty
        | PictureRefusal::Unsupported(_)
        | PictureRefusal::UnsupportedCoding
        | PictureRefusal::Damaged
        | PictureRefusal::TooManyBytes
        | PictureRefusal::TooManyPixels
        | PictureRefusal::OutOfMemory => fault,
    }
}

/// The hard fault of a picture that we failed to make, through no fault of its own.
#[must_use]
pub fn picture_not_made(field: Field) -> Fault {
    Fault::hard(field, FaultCode::Damaged, "照片没有处理成功，请重新选择照片")
}

/// The hard fault of a file from which no card photo can be made: too few bytes for the guide's 20KB (the wider reading), or
/// fewer pixels than the card photo has. One that is too large is no fault, it is shrunk.
#[must_use]
pub fn source_refused(bytes: usize, width: u32, height: u32) -> Option<Fault> {
    if width < PHOTO_WIDTH || height < PHOTO_HEIGHT {
        let words = format!(
            "照片只有{width}*{height}像素，不足制卡要求的{PHOTO_WIDTH}*{PHOTO_HEIGHT}像素，请选择原图或重新拍摄"
        );
        let fault = Fault::hard(Field::Photo, FaultCode::Pixels, words);
        return Some(fault.with_measure(
            format!("{width}×{height}像素"),
            format!("不小于{PHOTO_WIDTH}×{PHOTO_HEIGHT}像素"),
        ));
    }
    (bytes < PHOTO_MIN_BYTES).then(|| {
        let words = "照片文件小于20KB，可能被压缩过，请选择原图或重新拍摄";
        Fault::hard(Field::Photo, FaultCode::TooFewBytes, words)
            .with_measure(format!("{bytes}字节"), format!("不小于{PHOTO_MIN_BYTES}字节"))
    })
}

const fn unsupported(format: PictureFormat) -> &'static str {
    match format {
        PictureFormat::Heic => {
            "暂不支持HEIC格式，请在手机相机设置中选择兼容性最佳（JPG）后重新拍摄，或把照片截屏后上传"
        }
        PictureFormat::Webp => "这里不能使用WebP格式，请另存为JPG图片，或把图片截屏后上传",
        PictureFormat::Jpeg | PictureFormat::Png | PictureFormat::Unknown => {
            "这个文件不是可以使用的图片，请选择JPG、PNG或WebP格式的图片"
        }
    }
}
