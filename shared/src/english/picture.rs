//! What is wrong with a picture.

use std::borrow::Cow;

use crate::{
    fault::{Fault, FaultCode, Severity},
    field::Field,
};

/// Cause and remedy of a fault of a picture; a code that belongs to no picture says that the picture cannot be used.
pub(super) fn words(fault: &Fault) -> Cow<'static, str> {
    match fault.code {
        FaultCode::TooFewBytes => too_few_bytes(fault),
        FaultCode::Pixels => pixels(fault),
        _ => said(fault).into(),
    }
}

fn said(fault: &Fault) -> &'static str {
    let of_photo = matches!(fault.field, Field::Photo);
    match fault.code {
        FaultCode::Damaged => {
            "The picture could not be prepared; its file may be incomplete or damaged. Please take the picture again, or choose another."
        }
        FaultCode::TooManyBytes if fault.measured.is_none() => {
            "The picture's file is too large. Please choose a smaller picture."
        }
        FaultCode::TooManyBytes if of_photo => {
            "The photo's file is larger than 8.75 MB. Please choose a smaller photo."
        }
        FaultCode::TooManyBytes => {
            "The picture's file is larger than 10 MB. Please choose a smaller picture."
        }
        FaultCode::Grey => {
            "The photo has no colour. Please upload a recent colour photo, without a hat."
        }
        FaultCode::Blank => {
            "There is nothing on the picture. Please take it again, or choose another."
        }
        FaultCode::BackgroundColour => {
            "The background is not white. Please take the photo again in front of a white background."
        }
        FaultCode::BackgroundUneven => {
            "The background is uneven, through shadows, objects or light from one side. Please take the photo again in front of an even white background, with the light from the front."
        }
        FaultCode::Blurred => {
            "The picture is not sharp enough. Please hold still, focus and take it again, or choose a sharper original."
        }
        FaultCode::TooDark => {
            "The picture is too dark. Please take it again where there is more light."
        }
        FaultCode::TooBright => {
            "The picture is too bright. Please take it again away from strong light."
        }
        FaultCode::LowContrast => {
            "The photo is hazy. Please wipe the lens, and take it again where there is more light."
        }
        FaultCode::Glare if of_photo => {
            "There are reflections on the face or glasses. Please avoid lamps and direct sun, and take the photo again from another angle."
        }
        FaultCode::Glare => {
            "There are reflections on the card. Please avoid lamps, and take the picture again from another angle."
        }
        FaultCode::NoFace => no_face(fault.severity),
        FaultCode::SeveralFaces => {
            "There is more than one face on the photo. Please leave only the applicant's: enlarge the photo in the frame, or choose another."
        }
        FaultCode::CardSmall => {
            "The card is too small on the picture. Please move closer so that it fills the picture, and take it again."
        }
        FaultCode::CardCut => {
            "The card is cut off. Please take the picture again with all four corners on it."
        }
        FaultCode::NotACard => {
            "No ID card was recognised on the picture. Please upload a picture of your own ID card itself, with all four corners, legible and without reflections; if you are sure, you can also go on and fill it in by hand."
        }
        FaultCode::PaperCopy => {
            "The picture seems to be a black and white copy, which cannot be used. Please upload a colour picture of the card itself."
        }
        FaultCode::SeveralCards => {
            "There is more than one card or side on the picture. Please take one side of one ID card at a time."
        }
        FaultCode::WrongSide => wrong_side(fault.field),
        _ => placed(fault),
    }
}

/// Where a head lies in the frame.
fn placed(fault: &Fault) -> &'static str {
    let [below, above] = match fault.code {
        FaultCode::FaceWidth => [
            "The face is too small. Please enlarge the photo, or move closer and take it again.",
            "The face is too large. Please make the photo smaller, or move back and take it again.",
        ],
        FaultCode::HairTop if first_number(fault.measured.as_deref()).is_none() => {
            ["The top of the head is cut off or hard to see. Please keep the whole head on the photo, in front of a white background.";
                2]
        }
        FaultCode::HairTop => [
            "The top of the head is too near to the upper edge. Please move the photo down, or make it smaller.",
            "The top of the head is too far from the upper edge. Please move the photo up, or enlarge it.",
        ],
        FaultCode::EyeLine => ["The eyes are too low. Please move the photo up."; 2],
        FaultCode::OffCentre => [
            "The head is too far to the left. Please move the photo to the right until it is in the middle.",
            "The head is too far to the right. Please move the photo to the left until it is in the middle.",
        ],
        FaultCode::Tilted => [
            "The head leans to the left. Please turn the photo a little to the right, or sit straight and take it again.",
            "The head leans to the right. Please turn the photo a little to the left, or sit straight and take it again.",
        ],
        FaultCode::Turned => {
            ["The face looks to one side. Please face the camera with both ears visible, and take the photo again.";
                2]
        }
        _ => ["This picture cannot be used. Please choose another."; 2],
    };
    if is_below(fault) { below } else { above }
}

/// Whether the measured number is below what is wanted: below the first number of a range, or below nought where an angle is meant.
fn is_below(fault: &Fault) -> bool {
    let measured = first_number(fault.measured.as_deref());
    let least = match fault.code {
        FaultCode::Tilted => Some(0),
        _ => first_number(fault.wanted.as_deref()),
    };
    measured.zip(least).is_none_or(|(measured, least)| measured < least)
}

const fn no_face(severity: Severity) -> &'static str {
    match severity {
        Severity::Hard => {
            "No face was found on the photo. Please choose a photo of the applicant from the front, without a hat, or move the frame so that the whole face shows."
        }
        Severity::Soft => {
            "The face is hard to see. Please face the camera, take off mask and dark glasses, and take the photo again where there is more light."
        }
    }
}

const fn wrong_side(field: Field) -> &'static str {
    match field {
        Field::PortraitSide => {
            "This is the national emblem side (国徽面). Please upload the side with name and photo (个人信息面)."
        }
        _ => {
            "This is the personal details side (个人信息面). Please upload the side with the national emblem (国徽面)."
        }
    }
}

fn too_few_bytes(fault: &Fault) -> Cow<'static, str> {
    let Some(bytes) = first_number(fault.measured.as_deref()) else {
        return "The picture's file is empty. Please choose another picture.".into();
    };
    let size = kilobytes(bytes.unsigned_abs());
    format!("The photo's file has only {size}, less than 20 KB. Please choose the original, or take the photo again.").into()
}

fn pixels(fault: &Fault) -> Cow<'static, str> {
    if !matches!(fault.field, Field::Photo) {
        return match fault.measured {
            Some(_) => "The picture is too small for the words on the card to be read. Please move closer and take it again, or upload the original.",
            None => TOO_LARGE_TO_HANDLE,
        }
        .into();
    }
    match (fault.measured.as_deref(), fault.wanted.as_deref()) {
        (Some(measured), _) => {
            let measured = measured.trim_end_matches(|c: char| !c.is_ascii_digit());
            format!("The photo has {measured} pixels instead of 358×441. Please crop it anew with the frame, choose the original, or take it again.").into()
        }
        (None, Some(_)) => "The photo is too small: there are fewer than 358×441 pixels in the frame. Please make the photo smaller so that the frame takes in more of it, or choose a larger photo.".into(),
        (None, None) => TOO_LARGE_TO_HANDLE.into(),
    }
}

const TOO_LARGE_TO_HANDLE: &str = "The picture is too large to be handled here. Please close other apps and try again, choose a smaller picture, or take it again.";

/// The first number of a text such as `14～21像素`, `-6.2度` or `20000字节`, without its fraction: reading fractions would cost the
/// page kilobytes, and every limit that is told below and above is a whole one.
fn first_number(text: Option<&str>) -> Option<i32> {
    let text = text?;
    let is_of_number = |c: char| c.is_ascii_digit() || c == '-';
    let from = &text[text.find(is_of_number)?..];
    let until = from.find(|c| !is_of_number(c)).unwrap_or(from.len());
    from[..until].parse().ok()
}

/// `19.4 KB`: bytes in thousands with one decimal, by integers and rounded down, so that no file seems large enough that is not.
fn kilobytes(bytes: u32) -> String {
    let tenths = bytes / 100;
    format!("{}.{} KB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_of_a_measure_is_found() {
        for (text, number) in [
            ("20000字节", Some(20_000)),
            ("14～21像素", Some(14)),
            ("-6.2度", Some(-6)),
            ("不小于0.20", Some(0)),
            ("看不到头顶", None),
        ] {
            assert_eq!(first_number(Some(text)), number, "{text}");
        }
        assert_eq!(first_number(None), None);
    }

    #[test]
    fn a_size_is_told_in_kilobytes_and_never_rounded_up() {
        for (bytes, said) in [(19_400, "19.4 KB"), (19_999, "19.9 KB"), (350, "0.3 KB")] {
            assert_eq!(kilobytes(bytes), said);
        }
    }
}
