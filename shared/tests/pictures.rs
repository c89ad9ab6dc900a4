//! The judgement of pictures.

use sscard_shared::{
    api::PictureKind,
    fault::{FaultCode, Severity},
    field::Field,
    photo::{
        CardMeasures, HeadMeasures, Measurements, PHOTO_MAX_BYTES, PHOTO_MIN_BYTES, PhotoSpec,
        PictureFormat, PictureRefusal, PortraitMeasures, picture_refused, source_refused,
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
        ground_sides: 0.4,
        portrait: None,
        card: None,
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

/// A photo on which one person was found as the standard wants it.
fn of_a_person(change: impl FnOnce(&mut PortraitMeasures, &mut HeadMeasures)) -> Measurements {
    let mut head = HeadMeasures {
        face_width: 207.0,
        hair_top: Some(14.0),
        eyes_to_bottom: 240.0,
        eyes_from_left: 179.0,
        tilt_degrees: 0.4,
        turn: 0.03,
        luma: 150.0,
        contrast: 110.0,
        sharpness: 0.5,
        glare: 0.001,
    };
    let mut portrait = PortraitMeasures { faces: 1, face_score: 0.9, head: None };
    change(&mut portrait, &mut head);
    if portrait.faces > 0 {
        portrait.head = Some(head);
    }
    Measurements { portrait: Some(portrait), ..good() }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn each_fault_of_a_head_is_told_and_no_other_with_it() {
    use FaultCode as Code;
    use Severity::{Hard, Soft};
    type Change = fn(&mut PortraitMeasures, &mut HeadMeasures);
    let cases: [(Change, FaultCode, Severity); 24] = [
        (|p, _| (p.faces, p.face_score) = (0, 0.53), Code::NoFace, Hard),
        (|p, _| (p.faces, p.face_score) = (0, 0.54), Code::NoFace, Soft),
        (|p, _| (p.faces, p.face_score) = (0, f32::NAN), Code::NoFace, Hard),
        (|p, _| p.faces = 2, Code::SeveralFaces, Hard),
        (|_, h| h.face_width = 178.9, Code::FaceWidth, Soft),
        (|_, h| h.face_width = 255.1, Code::FaceWidth, Soft),
        (|_, h| h.hair_top = Some(6.9), Code::HairTop, Soft),
        (|_, h| h.hair_top = Some(21.1), Code::HairTop, Soft),
        (|_, h| h.hair_top = None, Code::HairTop, Soft),
        (|_, h| h.eyes_to_bottom = 206.9, Code::EyeLine, Soft),
        (|_, h| h.eyes_from_left = 161.9, Code::OffCentre, Soft),
        (|_, h| h.eyes_from_left = 196.1, Code::OffCentre, Soft),
        (|_, h| h.tilt_degrees = 5.1, Code::Tilted, Soft),
        (|_, h| h.tilt_degrees = -5.1, Code::Tilted, Soft),
        (|_, h| h.turn = 0.26, Code::Turned, Soft),
        (|_, h| h.turn = -0.26, Code::Turned, Soft),
        (|_, h| h.turn = f32::NAN, Code::Turned, Soft),
        (|_, h| h.luma = 69.0, Code::TooDark, Soft),
        (|_, h| h.luma = 221.0, Code::TooBright, Soft),
        (|_, h| h.contrast = 30.0, Code::LowContrast, Soft),
        (|_, h| h.sharpness = 0.1, Code::Blurred, Soft),
        (|_, h| h.glare = 0.05, Code::Glare, Soft),
        (|_, h| h.face_width = f32::NAN, Code::FaceWidth, Soft),
        (|_, h| h.sharpness = f32::NAN, Code::Blurred, Soft),
    ];
    let spec = PhotoSpec::card();
    assert!(spec.judge(&of_a_person(|_, _| {})).is_empty());
    for (number, (change, code, severity)) in cases.into_iter().enumerate() {
        let faults = spec.judge(&of_a_person(change));
        let told: Vec<_> = faults.iter().map(|fault| (fault.code, fault.severity)).collect();
        assert_eq!(told, [(code, severity)], "case {number}");
        for fault in faults.iter() {
            assert!(fault.message.contains('请'), "{}", fault.message);
            assert!(fault.measured.is_some() && fault.wanted.is_some(), "{:?}", fault.code);
        }
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn what_is_wrong_with_a_card_on_its_picture_is_advice() {
    use FaultCode as Code;
    type Change = fn(&mut CardMeasures);
    let cases: [(Change, &[FaultCode]); 7] = [
        (|_| {}, &[]),
        (|c| c.fill = 0.19, &[Code::CardSmall]),
        (|c| c.touches_frame = true, &[Code::CardCut]),
        (|c| (c.found, c.touches_frame, c.fill) = (false, true, 1.0), &[]),
        (|c| c.glare = 0.03, &[Code::Glare]),
        (|c| (c.fill, c.glare) = (0.1, 0.1), &[Code::CardSmall, Code::Glare]),
        (|c| c.glare = f64::NAN, &[Code::Glare]),
    ];
    for (change, wanted) in cases {
        let codes = judged(PictureKind::EmblemSide, |m| {
            let mut card = CardMeasures {
                found: true,
                fill: 0.6,
                long_side: 1200.0,
                tilt: 1.0,
                perspective: 1.05,
                glare: 0.001,
                sharpness: 300.0,
                mean_luma: 170.0,
                touches_frame: false,
            };
            change(&mut card);
            (m.width, m.height, m.card) = (1600, 1010, Some(card));
        });
        let wanted: Vec<_> = wanted.iter().map(|code| (*code, Severity::Soft)).collect();
        assert_eq!(codes, wanted);
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_hair_gives_way_to_the_eyes_and_places_are_judged_only_at_the_right_size() {
    let spec = PhotoSpec::card();
    for hair_top in [None, Some(0.0)] {
        let tall = of_a_person(|_, h| (h.eyes_to_bottom, h.hair_top) = (208.0, hair_top));
        assert!(spec.judge(&tall).is_empty());
    }
    let large =
        Measurements { width: 716, height: 882, ..of_a_person(|_, h| h.face_width = 414.0) };
    let codes: Vec<_> = spec.judge(&large).iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [FaultCode::Pixels]);
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_source_must_have_the_card_photos_pixels_and_bytes() {
    let code = |bytes, width, height| source_refused(bytes, width, height).map(|fault| fault.code);
    assert_eq!(code(20_000, 358, 441), None);
    assert_eq!(code(40_000_000, 16_000, 12_000), None);
    assert_eq!(code(19_999, 358, 441), Some(FaultCode::TooFewBytes));
    assert_eq!(code(20_000, 357, 441), Some(FaultCode::Pixels));
    assert_eq!(code(20_000, 4000, 440), Some(FaultCode::Pixels));
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
