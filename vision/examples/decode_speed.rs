//! Measures the time of decoding a photo, whole and reduced.
//!
//! `cargo run --release -p sscard-vision --example decode_speed`
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measuring program prints, and stops at an error"
)]

use std::time::{Duration, Instant};

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use sscard_vision::{Limits, Picture};

fn main() {
    for (width, height) in [(4_000_u16, 3_000_u16), (8_000, 6_000)] {
        for progressive in [false, true] {
            let mut file = Vec::new();
            let mut encoder = Encoder::new(&mut file, 90);
            encoder.set_sampling_factor(SamplingFactor::F_2_2);
            encoder.set_progressive(progressive);
            encoder
                .encode(&draw_pixels(width.into(), height.into()), width, height, ColorType::Rgb)
                .unwrap();
            let kind = if progressive { "progressive" } else { "baseline" };
            println!("{width}x{height} {kind} 4:2:0, {} bytes", file.len());
            let whole = || Picture::decode(&file, &Limits::default()).unwrap();
            println!("  decode: {:?}", shortest_time(whole));
            for pixels in [12_000_000, 3_000_000, 1_000_000] {
                let reduced =
                    || Picture::decode_reduced(&file, &Limits::default(), pixels).unwrap();
                println!(
                    "  decode_reduced({pixels}): {:?}, {:?}",
                    shortest_time(reduced),
                    reduced()
                );
            }
        }
    }
}

/// The shortest of five runs.
fn shortest_time(run: impl Fn() -> Picture) -> Duration {
    let time = || {
        let start = Instant::now();
        drop(run());
        start.elapsed()
    };
    (0..5).map(|_| time()).min().unwrap()
}

/// Gradients, edges and noise, which compress like a photo.
fn draw_pixels(width: u32, height: u32) -> Vec<u8> {
    let mut state = 1_u32;
    let pixel = |index: u32| {
        let (x, y) = (index % width, index / width);
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = state >> 28;
        [x * 200 / width, y * 200 / height, ((x / 64) ^ (y / 64)) & 127]
            .map(|value| (value + noise).to_le_bytes()[0])
    };
    (0..width * height).flat_map(pixel).collect()
}
