//! Scenes without a person: textures, landscapes, text, boxes, and parts of photographs that show no face.

use crate::canvas::{Canvas, Colour, mix};
use crate::random::Random;

fn choose_colour(random: &mut Random) -> Colour {
    [0, 1, 2].map(|_| random.between(10.0, 245.0))
}

/// Draws one of the scenes, chosen at random.
pub(crate) fn draw_any(random: &mut Random, width: usize, height: usize) -> Canvas {
    match random.below(8) {
        0 => draw_stripes(random, width, height),
        1 => draw_bricks(random, width, height),
        2 => draw_clouds(random, width, height),
        3 => draw_landscape(random, width, height),
        4 => draw_text(random, width, height),
        5 => draw_boxes(random, width, height),
        6 => draw_wheel(random, width, height),
        _ => draw_slope(random, width, height),
    }
}

/// Parts of photographs: left, top and width as shares of the photograph's sides. The height follows from the canvas's proportions.
const PARTS: [(&str, [f32; 3]); 14] = [
    ("obama.jpg", [0.0, 0.42, 0.16]),
    ("obama.jpg", [0.20, 0.62, 0.30]),
    ("obama.jpg", [0.60, 0.66, 0.28]),
    ("obama.jpg", [0.72, 0.10, 0.28]),
    ("obama.jpg", [0.30, 0.48, 0.36]),
    ("biden.jpg", [0.0, 0.0, 0.35]),
    ("biden.jpg", [0.30, 0.42, 0.45]),
    ("biden.jpg", [0.10, 0.60, 0.80]),
    ("astronaut.png", [0.55, 0.66, 0.42]),
    ("astronaut.png", [0.0, 0.0, 0.18]),
    ("astronaut.png", [0.66, 0.0, 0.34]),
    ("astronaut.png", [0.10, 0.58, 0.34]),
    ("camera.png", [0.60, 0.20, 0.40]),
    ("camera.png", [0.30, 0.62, 0.45]),
];

/// A random part of these photographs, and a name that identifies it.
pub(crate) fn cut_photo_part(
    random: &mut Random,
    pictures: &[(&'static str, Canvas)],
    width: usize,
    height: usize,
) -> (String, Canvas) {
    let number = random.below(PARTS.len());
    let (file, [left, top, part]) = PARTS[number];
    let Some((_, picture)) = pictures.iter().find(|(name, _)| *name == file) else {
        return ("stripes".to_owned(), draw_stripes(random, width, height));
    };
    let (wide, high) = (picture.width as f32, picture.height as f32);
    let part = part * random.between(0.8, 1.0);
    let scale = part * wide / width as f32;
    // The part does not reach beyond the lower edge.
    let top = (top * high).min(high - scale * height as f32).max(0.0);
    let is_mirrored = random.flip_coin();
    let scene = Canvas::paint(width, height, |(x, y)| {
        let x = if is_mirrored { width as f32 - x } else { x };
        picture.colour_at(left * wide + x * scale, top + y * scale)
    });
    (format!("part-{number}"), scene)
}

fn draw_stripes(random: &mut Random, width: usize, height: usize) -> Canvas {
    let (one, other) = (choose_colour(random), choose_colour(random));
    let (along, down) = (random.between(-0.3, 0.3), random.between(0.03, 0.5));
    Canvas::paint(width, height, |(x, y)| mix(one, other, 0.5 + 0.5 * (x * along + y * down).sin()))
}

fn draw_bricks(random: &mut Random, width: usize, height: usize) -> Canvas {
    let (stone, joint) = (choose_colour(random), choose_colour(random));
    let (wide, high) = (random.between(24.0, 80.0), random.between(12.0, 40.0));
    Canvas::paint(width, height, |(x, y)| {
        let row = (y / high).floor();
        let x = x + if row as i32 % 2 == 0 { 0.0 } else { wide / 2.0 };
        let shade = 0.85 + 0.3 * noise_at((x / wide).floor(), row);
        if x % wide < 3.0 || y % high < 3.0 { joint } else { stone.map(|value| value * shade) }
    })
}

/// A number from 0 to 1 that depends on the place alone.
fn noise_at(x: f32, y: f32) -> f32 {
    let word =
        (x as i32 as u32).wrapping_mul(0x9e37_79b9) ^ (y as i32 as u32).wrapping_mul(0x85eb_ca6b);
    let word = (word ^ (word >> 15)).wrapping_mul(0x2c1b_3c6d);
    ((word ^ (word >> 13)) & 0xffff) as f32 / 65_535.0
}

/// Smooth noise at several scales, 0–1.
pub(crate) fn cloud_noise(x: f32, y: f32) -> f32 {
    let smooth = |x: f32, y: f32| {
        let (left, top) = (x.floor(), y.floor());
        let ease = |at: f32| at * at * (3.0 - 2.0 * at);
        let (across, down) = (ease(x - left), ease(y - top));
        let above = noise_at(left, top) * (1.0 - across) + noise_at(left + 1.0, top) * across;
        let below =
            noise_at(left, top + 1.0) * (1.0 - across) + noise_at(left + 1.0, top + 1.0) * across;
        above * (1.0 - down) + below * down
    };
    (smooth(x, y) + smooth(x * 2.1, y * 2.1) / 2.0 + smooth(x * 4.3, y * 4.3) / 4.0) / 1.75
}

pub(crate) fn draw_clouds(random: &mut Random, width: usize, height: usize) -> Canvas {
    let (one, other) = (choose_colour(random), choose_colour(random));
    let size = random.between(20.0, 140.0);
    let from = random.between(0.0, 500.0);
    Canvas::paint(width, height, |(x, y)| mix(one, other, cloud_noise(from + x / size, y / size)))
}

pub(crate) fn draw_landscape(random: &mut Random, width: usize, height: usize) -> Canvas {
    let sky = [random.between(90.0, 200.0), random.between(150.0, 220.0), 245.0];
    let hill =
        [random.between(40.0, 110.0), random.between(90.0, 150.0), random.between(30.0, 80.0)];
    let horizon = height as f32 * random.between(0.35, 0.7);
    let (wave, from) = (random.between(30.0, 90.0), random.between(0.0, 300.0));
    Canvas::paint(width, height, |(x, y)| {
        let edge = horizon + 40.0 * (cloud_noise(from + x / wave, 3.0) - 0.5) * 2.0;
        if y < edge {
            mix(sky, [255.0; 3], cloud_noise(from + x / 90.0, y / 50.0).powi(2))
        } else {
            let shade = 0.6 + 0.7 * cloud_noise(from + x / 9.0, y / 9.0);
            hill.map(|value| value * shade)
        }
    })
}

fn draw_text(random: &mut Random, width: usize, height: usize) -> Canvas {
    let (paper, ink) =
        ([random.between(225.0, 255.0), 245.0, 235.0], [random.between(10.0, 90.0), 30.0, 60.0]);
    let size = random.between(9.0, 22.0);
    Canvas::paint(width, height, |(x, y)| {
        let (column, row) = ((x / size).floor(), (y / (size * 1.7)).floor());
        let inside = x % size < size * 0.8 && y % (size * 1.7) < size;
        let margin = x < size * 2.0 || x > width as f32 - size * 2.0;
        let stroke = noise_at(
            (x / (size / 5.0)).floor() + column * 7.0,
            (y / (size / 5.0)).floor() + row * 3.0,
        );
        if inside && !margin && stroke > 0.55 { ink } else { paper }
    })
}

/// Boxes and bars, which resemble furniture, books or a window.
fn draw_boxes(random: &mut Random, width: usize, height: usize) -> Canvas {
    let wall = choose_colour(random);
    let mut canvas = Canvas::paint(width, height, |(x, y)| {
        wall.map(|value| value + 12.0 * cloud_noise(x / 60.0, y / 60.0))
    });
    for _ in 0..random.below(9) + 3 {
        let colour = choose_colour(random);
        let left = random.between(-40.0, width as f32);
        let top = random.between(-40.0, height as f32);
        let right = left + random.between(20.0, width as f32 / 2.0);
        let bottom = top + random.between(20.0, height as f32 / 2.0);
        canvas.map_pixels(|(x, y), below| {
            let inside = x > left && x < right && y > top && y < bottom;
            if inside {
                colour.map(|value| value * (0.8 + 0.3 * (x - left) / (right - left)))
            } else {
                below
            }
        });
    }
    canvas
}

fn draw_wheel(random: &mut Random, width: usize, height: usize) -> Canvas {
    let middle =
        (width as f32 * random.between(0.3, 0.7), height as f32 * random.between(0.3, 0.7));
    let turns = random.between(1.0, 4.0);
    Canvas::paint(width, height, |(x, y)| {
        let angle = (y - middle.1).atan2(x - middle.0) * turns.round();
        [0.0, 2.1, 4.2].map(|phase| 128.0 + 110.0 * (angle + phase).sin())
    })
}

pub(crate) fn draw_slope(random: &mut Random, width: usize, height: usize) -> Canvas {
    let (one, other) = (choose_colour(random), choose_colour(random));
    let down = random.between(0.0, 1.0);
    Canvas::paint(width, height, |(x, y)| {
        mix(one, other, x / width as f32 * (1.0 - down) + y / height as f32 * down)
    })
}
