//! The two models against `LiteRT` on the same inputs, and against damaged files.

use super::*;
use crate::test_support::{FACE_MODEL, GROUND_MODEL, drawn_person, model_file};

fn is_near(ours: f32, reference: f32) -> bool {
    (ours - reference).abs() < 1e-3
}

#[test]
fn the_face_model_gives_the_results_of_litert() {
    let model = Model::parse(&model_file(FACE_MODEL)).unwrap();
    let input = drawn_person(128).iter().map(|byte| f32::from(*byte) / 127.5 - 1.0).collect();
    let outputs = model.run(input);
    let (boxes, scores) = (&outputs[0], &outputs[1]);
    assert_eq!((boxes.len(), scores.len()), (896 * 16, 896));
    let best = (0..896).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap();
    assert_eq!(best, 239);
    assert!(is_near(scores[239], 1.472_93), "{}", scores[239]);
    let reference = [
        4.4859, 2.3683, 41.0754, 41.0754, -3.761, -7.4747, 14.7241, -6.115, 5.4923, 2.8431, 4.7471,
        11.3539, -15.0256, -4.6246, 23.8592, -2.1091,
    ];
    let ours = &boxes[239 * 16..240 * 16];
    assert!(ours.iter().zip(reference).all(|(ours, theirs)| is_near(*ours, theirs)), "{ours:?}");
    let total = |values: &[f32]| values.iter().map(|value| f64::from(value.abs())).sum::<f64>();
    // The sum covers all 14,336 numbers, so that none can be far off.
    assert!((total(boxes) - 213_235.010).abs() < 0.5, "{}", total(boxes));
}

#[test]
fn the_ground_model_gives_the_results_of_litert() {
    let model = Model::parse(&model_file(GROUND_MODEL)).unwrap();
    let input = drawn_person(256).iter().map(|byte| f32::from(*byte) / 255.0).collect();
    let outputs = model.run(input);
    let mask = &outputs[0];
    assert_eq!(mask.len(), 256 * 256);
    for (y, x, reference) in [
        (31, 118, 0.305_71),
        (66, 81, 0.632_84),
        (131, 84, 0.499_81),
        (163, 109, 0.275_96),
        (168, 139, 0.330_99),
        (171, 127, 0.591_31),
        (174, 114, 0.142_84),
        (188, 181, 0.695_14),
        (213, 213, 0.277_54),
        (254, 235, 0.308_01),
    ] {
        let ours = mask[y * 256 + x];
        assert!(is_near(ours, reference), "({y}, {x}): {ours} and not {reference}");
    }
    let mean = mask.iter().map(|value| f64::from(*value)).sum::<f64>() / 65_536.0;
    assert!((mean - 0.367_536_9).abs() < 1e-5, "{mean}");
}

#[test]
fn a_run_gives_the_same_bits_each_time() {
    let model = Model::parse(&model_file(FACE_MODEL)).unwrap();
    let input: Vec<f32> =
        drawn_person(128).iter().map(|byte| f32::from(*byte) / 127.5 - 1.0).collect();
    assert_eq!(model.run(input.clone()), model.run(input));
}

#[test]
fn other_bytes_are_refused() {
    for bytes in [&b""[..], b"TFL3", b"\x08\0\0\0TFL3", &[0; 64], &[0xff; 4096]] {
        assert_eq!(Model::parse(bytes).unwrap_err(), ModelError::NotTflite);
    }
}

#[test]
fn a_damaged_model_causes_no_panic() {
    // A fixed sequence of pseudo-random numbers makes failures repeatable.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % below
    };
    for name in [FACE_MODEL, GROUND_MODEL] {
        let whole = model_file(name);
        let inputs = Model::parse(&whole).unwrap().input_shape().iter().product();
        let (mut read, mut run) = (0, 0);
        for round in 0..600 {
            let mut bytes = whole.clone();
            if round % 8 == 0 {
                bytes.truncate(random(whole.len()));
            }
            // Half of the damage is at the ends, where the structure lies, half of it anywhere.
            for _ in 0..=random(12) {
                let reach = [bytes.len(), 4096, 48 << 10][random(3)].clamp(1, bytes.len().max(1));
                let from_start = random(reach);
                let at =
                    if random(2) == 0 { from_start } else { bytes.len().max(1) - 1 - from_start };
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = [0, 1, 0x7f, 0xff, u8::try_from(random(256)).unwrap()][random(5)];
                }
            }
            if let Ok(model) = Model::parse(&bytes) {
                read += 1;
                // Every model that was read must run. A few suffice, because each takes time.
                let affordable = model.input_shape().iter().product::<usize>() <= inputs;
                if affordable && run < 40 {
                    run += 1;
                    model.run(vec![0.5; inputs]);
                }
            }
        }
        assert!(read > 0 && read < 600, "{name}: {read} of 600 were read");
    }
}
