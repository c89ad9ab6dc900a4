//! Makes pictures like a phone's, of 3, 12 and 48 megapixels, from a portrait. The person stands before a plain wall
//! and fills the usual share of the picture. Everything has a sensor's noise, so that the files are as large as a
//! camera's. In one picture the person stands farther away.
//!
//! `cargo run --release -p sscard-vision --example phone_pictures -- PORTRAIT FACE_MODEL GROUND_MODEL FOLDER`
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measuring program prints, and stops at an error"
)]

use std::path::Path;
use std::{env, fs};

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use sscard_vision::{FaceFinder, GroundFinder, Limits, Mask, Picture};

/// Names and sides, upright as a phone is held, and the portrait's share of the width. A face then takes a quarter of
/// the width, or a sixth.
const PICTURES: [(&str, u16, u16, f32); 4] = [
    ("3", 1_536, 2_048, NEAR),
    ("12", 3_000, 4_000, NEAR),
    ("48", 6_000, 8_000, NEAR),
    ("12-far", 3_000, 4_000, FAR),
];
const NEAR: f32 = 0.95;
const FAR: f32 = 0.62;
const QUALITY: u8 = 90;
/// The largest deviation of a sensor's noise, which has a triangular distribution.
const NOISE: i32 = 13;
/// The probabilities of the mask at which the person begins to show and shows fully.
const EDGE: (f32, f32) = (0.35, 0.75);

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [portrait, face, ground, folder] = arguments.as_slice() else {
        panic!("give the portrait, the two models and a folder");
    };
    let scene = Scene::new(&fs::read(portrait).unwrap(), face, ground);
    for (name, width, height, share) in PICTURES {
        let pixels = scene.draw_pixels(width.into(), height.into(), share);
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, QUALITY);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        encoder.encode(&pixels, width, height, ColorType::Rgb).unwrap();
        let path = Path::new(folder).join(format!("{name}.jpg"));
        println!("{} {width}x{height} {} bytes", path.display(), file.len());
        fs::write(path, file).unwrap();
    }
}

struct Scene {
    portrait: Picture,
    person: Mask,
}

impl Scene {
    fn new(file: &[u8], face: &str, ground: &str) -> Self {
        let portrait = Picture::decode(file, &Limits::default()).unwrap();
        let faces = FaceFinder::new(&fs::read(face).unwrap()).unwrap();
        let face = faces.find_faces(&portrait).unwrap().into_iter().next().unwrap();
        let ground = GroundFinder::new(&fs::read(ground).unwrap()).unwrap();
        let person = ground.mask_about_face(&portrait, &face).unwrap();
        Self { portrait, person }
    }

    /// Draws the portrait at the lower edge, in the middle, with a share of the width.
    fn draw_pixels(&self, width: u32, height: u32, share: f32) -> Vec<u8> {
        let scale = width as f32 * share / self.portrait.width() as f32;
        let left = (width as f32 - self.portrait.width() as f32 * scale) / 2.0;
        let top = height as f32 - self.portrait.height() as f32 * scale;
        let mut noise = Noise(1);
        let mut pixels = Vec::with_capacity(width as usize * height as usize * 3);
        for y in 0..height {
            // A wall is a little darker where it gets less light.
            let wall = 246.0 - 8.0 * y as f32 / height as f32;
            for x in 0..width {
                let (from_left, from_top) = ((x as f32 - left) / scale, (y as f32 - top) / scale);
                let (person, share) = self.person_at(from_left, from_top);
                let grain = noise.next();
                pixels.extend(person.map(|value| {
                    let mixed = wall + (value - wall) * share;
                    (mixed as i32 + grain).clamp(0, 255).to_le_bytes()[0]
                }));
            }
        }
        pixels
    }

    /// The interpolated colour of the portrait at a point, and the person's share in it.
    fn person_at(&self, x: f32, y: f32) -> ([f32; 3], f32) {
        let (width, height) = (self.portrait.width(), self.portrait.height());
        if x < 0.0 || y < 0.0 || x >= (width - 1) as f32 || y >= (height - 1) as f32 {
            return ([0.0; 3], 0.0);
        }
        let share =
            ((self.person.probability_at(x, y) - EDGE.0) / (EDGE.1 - EDGE.0)).clamp(0.0, 1.0);
        let (across, down) = (x.fract(), y.fract());
        let (column, row) = (x as usize, y as u32);
        let corner = |row: u32, column: usize| self.portrait.row(row)[column].map(f32::from);
        let [a, b] = [corner(row, column), corner(row, column + 1)];
        let [c, d] = [corner(row + 1, column), corner(row + 1, column + 1)];
        let colour = [0, 1, 2].map(|at| {
            let upper = a[at] + (b[at] - a[at]) * across;
            let lower = c[at] + (d[at] - c[at]) * across;
            upper + (lower - upper) * down
        });
        (colour, share)
    }
}

struct Noise(u32);

impl Noise {
    fn next(&mut self) -> i32 {
        let mut part = || {
            self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (self.0 >> 16) as i32 % (NOISE + 1)
        };
        part() - part()
    }
}
