//! The judgement of pictures.

use sscard_shared::{
    api::PictureKind,
    fault::{FaultCode, Severity},
    field::Field,
    photo::{
        Measurements, PHOTO_MAX_BYTES, PHOTO_MIN_BYTES, PhotoSpec, PictureFormat, PictureRefusal,
        picture_refused,
    },
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

fn good() -> Measurements {
    Measurements {
        format: PictureFormat::Jpeg,
        bytes: 45_000,
        width: 358,
        height: 441,
        colourfulness: 9.0,
        luma_deviation: 60.0,
        centre_luma: 140.0,
        sharpness: 300.0,
        ground_lightness: 98.0,
        ground_chroma: 1.0,
        ground_deviation: 0.8,
    }
}

fn judged(kind: PictureKind, change: impl FnOnce(&mut Measurements)) -> Vec<(FaultCode, Severity)> {
    let mut measured = good();
    change(&mut measured);
    let faults = PhotoSpec::of(kind).judge(&measured);
    for fault in faults.iter() {
        assert_eq!(fault.field, kind.field());
        assert!(fault.message.contains('请'), "{}", fault.message);
        assert_eq!(fault.measured.is_none(), fault.code == FaultCode::Format);
        assert_eq!(fault.measured.is_none(), fault.wanted.is_none());
    }
    faults.iter().map(|fault| (fault.code, fault.severity)).collect()
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_good_card_photo_has_no_fault_up_to_each_limit() {
    let photo = |change: fn(&mut Measurements)| judged(PictureKind::Photo, change);
    assert!(photo(|_| {}).is_empty());
    assert!(photo(|m| m.format = PictureFormat::Png).is_empty());
    assert!(photo(|m| m.bytes = PHOTO_MIN_BYTES).is_empty());
    assert!(photo(|m| m.bytes = PHOTO_MAX_BYTES).is_empty());
    assert!(photo(|m| m.ground_lightness = 93.0).is_empty());
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn each_fault_of_a_card_photo_is_told_with_its_severity() {
    use FaultCode as Code;
    use Severity::{Hard, Soft};
    type Change = fn(&mut Measurements);
    let cases: [(Change, FaultCode, Severity); 14] = [
        (|m| m.format = PictureFormat::Webp, Code::Format, Hard),
        (|m| m.bytes = PHOTO_MIN_BYTES - 1, Code::TooFewBytes, Hard),
        (|m| m.bytes = PHOTO_MAX_BYTES + 1, Code::TooManyBytes, Hard),
        (|m| m.width = 357, Code::Pixels, Hard),
        (|m| m.height = 442, Code::Pixels, Hard),
        (|m| m.colourfulness = 0.0, Code::Grey, Hard),
        (|m| m.luma_deviation = 1.0, Code::Blank, Hard),
        (|m| m.ground_lightness = 80.0, Code::BackgroundColour, Soft),
        (|m| m.ground_chroma = 20.0, Code::BackgroundColour, Soft),
        (|m| m.ground_deviation = 9.0, Code::BackgroundUneven, Soft),
        (|m| m.sharpness = 3.0, Code::Blurred, Soft),
        (|m| m.centre_luma = 20.0, Code::TooDark, Soft),
        (|m| m.centre_luma = 250.0, Code::TooBright, Soft),
        (|m| m.sharpness = f32::NAN, Code::Blurred, Soft),
    ];
    for (change, code, severity) in cases {
        assert_eq!(judged(PictureKind::Photo, change), [(code, severity)]);
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_blank_photo_is_not_told_about_its_light_as_well() {
    let codes = judged(PictureKind::Photo, |m| {
        m.luma_deviation = 0.0;
        m.colourfulness = 0.0;
        m.sharpness = 0.0;
        m.centre_luma = 255.0;
        m.bytes = 3000;
    });
    assert_eq!(
        codes,
        [(FaultCode::TooFewBytes, Severity::Hard), (FaultCode::Blank, Severity::Hard)]
    );
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_side_of_the_card_may_lie_either_way_round_and_be_grey() {
    for kind in [PictureKind::EmblemSide, PictureKind::PortraitSide] {
        for (width, height) in [(600, 380), (380, 600), (4000, 3000)] {
            let codes = judged(kind, |m| {
                (m.width, m.height) = (width, height);
                m.colourfulness = 0.0;
                m.ground_lightness = 10.0;
            });
            assert!(codes.is_empty(), "{width}×{height}: {codes:?}");
        }
        for (width, height) in [(599, 380), (600, 379), (358, 441)] {
            let codes = judged(kind, |m| (m.width, m.height) = (width, height));
            assert_eq!(codes, [(FaultCode::Pixels, Severity::Hard)]);
        }
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_picture_that_cannot_be_read_is_refused_with_a_remedy() {
    let refusals = [
        (PictureRefusal::Empty, FaultCode::TooFewBytes),
        (PictureRefusal::Unsupported(PictureFormat::Heic), FaultCode::Format),
        (PictureRefusal::Unsupported(PictureFormat::Webp), FaultCode::Format),
        (PictureRefusal::Unsupported(PictureFormat::Unknown), FaultCode::Format),
        (PictureRefusal::UnsupportedCoding, FaultCode::Format),
        (PictureRefusal::Damaged, FaultCode::Damaged),
        (PictureRefusal::TooManyBytes, FaultCode::TooManyBytes),
        (PictureRefusal::TooManyPixels, FaultCode::Pixels),
        (PictureRefusal::OutOfMemory, FaultCode::Pixels),
        (PictureRefusal::TooSmall, FaultCode::Pixels),
    ];
    for (refusal, code) in refusals {
        let fault = picture_refused(Field::Photo, refusal);
        assert_eq!((fault.field, fault.code, fault.severity), (Field::Photo, code, Severity::Hard));
        assert!(fault.message.contains('请'), "{}", fault.message);
    }
}
