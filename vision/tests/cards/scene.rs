//! Drawing photographs of a card: the camera, the light, and obstacles. Nothing is read from disk, and the same seed
//! gives the same picture.

use sscard_vision::{Limits, Picture, encode_preview};

use crate::surface::{
    CARD_HEIGHT, CARD_WIDTH, CardSide, Colour, Ground, Random, card_colour, noise,
};

/// The kind of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SceneKind {
    /// A card on an even or moderately textured ground, in even light.
    Clean,
    /// Several of these: a cast shadow, a strong texture, little contrast, a strong slant, grain, a glare spot.
    Hard,
    /// A finger over one corner.
    Finger,
    /// Two cards beside each other.
    Two,
    /// A ground without any card.
    Empty,
    /// A page of text, a sheet of other proportions, a face, a grid of keys.
    Other,
    /// A card so near that none of its sides is visible.
    Filling,
}

/// A drawn photograph and the known facts about it.
pub(crate) struct Scene {
    pub(crate) picture: Picture,
    /// The corners of the (larger) card, clockwise from its top left.
    pub(crate) true_corners: Option<[(f64, f64); 4]>,
    pub(crate) side: CardSide,
    pub(crate) paper: Colour,
}

/// The factor by which the second card appears smaller than the first.
const SECOND_CARD_SCALE: f64 = 1.12;

/// The position of a plane before the camera: the map of its points in millimetres to the picture, and the inverse map.
struct CameraPlane {
    to_picture: [[f64; 3]; 3],
    to_plane: [[f64; 3]; 3],
}

impl CameraPlane {
    fn picture(&self, u: f64, v: f64) -> (f64, f64) {
        map_point(&self.to_picture, u, v)
    }
}

fn map_point(map: &[[f64; 3]; 3], x: f64, y: f64) -> (f64, f64) {
    let row = |n: usize| map[n][0] * x + map[n][1] * y + map[n][2];
    (row(0) / row(2), row(1) / row(2))
}

fn inverse_matrix(m: &[[f64; 3]; 3]) -> [[f64; 3]; 3] {
    let minor = |r: usize, c: usize| {
        let (r1, r2, c1, c2) = ((r + 1) % 3, (r + 2) % 3, (c + 1) % 3, (c + 2) % 3);
        m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1]
    };
    let determinant = m[0][0] * minor(0, 0) + m[0][1] * minor(0, 1) + m[0][2] * minor(0, 2);
    let mut inverse = [[0.0; 3]; 3];
    for (r, row) in inverse.iter_mut().enumerate() {
        for (c, value) in row.iter_mut().enumerate() {
            *value = minor(c, r) / determinant;
        }
    }
    inverse
}

/// A camera over the middle of a card: turned by any angle, slanted by up to `slant` degrees.
fn place_camera(
    random: &mut Random,
    (width, height): (f64, f64),
    slant: f64,
    share: f64,
) -> CameraPlane {
    let focal = random.between(0.75, 1.05) * width.max(height);
    let roll = random.between(0.0, 360.0).to_radians();
    let (tilt, axis) =
        (random.between(0.0, slant).to_radians(), random.between(0.0, 360.0).to_radians());
    let (x, y) = (axis.cos(), axis.sin());
    let (s, c) = (tilt.sin(), tilt.cos());
    // Rodrigues's formula for a turn about (x, y, 0), after the roll about the lens axis.
    let lean = [
        [c + x * x * (1.0 - c), x * y * (1.0 - c), y * s],
        [x * y * (1.0 - c), c + y * y * (1.0 - c), -x * s],
        [-y * s, x * s, c],
    ];
    let roll = [[roll.cos(), -roll.sin()], [roll.sin(), roll.cos()], [0.0, 0.0]];
    let column = |n: usize| [0, 1, 2].map(|r| (0..3).map(|k| lean[r][k] * roll[k][n]).sum::<f64>());
    let (across, down) = (column(0), column(1));
    let distance = focal * CARD_WIDTH / (share * width.min(height));
    let shift = [random.between(-0.08, 0.08), random.between(-0.08, 0.08)]
        .map(|part| part * distance * width.min(height) / focal);
    let mut to_picture = [[0.0; 3]; 3];
    let centre = [0, 1, 2].map(|n| -across[n] * CARD_WIDTH / 2.0 - down[n] * CARD_HEIGHT / 2.0);
    let place = [centre[0] + shift[0], centre[1] + shift[1], centre[2] + distance];
    for (n, row) in to_picture.iter_mut().enumerate() {
        let project = |value: [f64; 3]| match n {
            0 => focal * value[0] + width / 2.0 * value[2],
            1 => focal * value[1] + height / 2.0 * value[2],
            _ => value[2],
        };
        *row = [project(across), project(down), project(place)];
    }
    CameraPlane { to_plane: inverse_matrix(&to_picture), to_picture }
}

/// The distance of a point outside of a rounded card, in millimetres. Negative within.
fn distance_outside(u: f64, v: f64) -> f64 {
    const RADIUS: f64 = 3.18;
    let x = (u - CARD_WIDTH / 2.0).abs() - CARD_WIDTH / 2.0 + RADIUS;
    let y = (v - CARD_HEIGHT / 2.0).abs() - CARD_HEIGHT / 2.0 + RADIUS;
    let beyond = (x.max(0.0).powi(2) + y.max(0.0).powi(2)).sqrt();
    beyond + x.max(y).min(0.0) - RADIUS
}

/// The light of a scene and the flaws of the camera.
struct SceneLight {
    falloff: (f64, f64),
    level: f64,
    warmth: f64,
    /// A shadow's edge: direction, distance, and the share of light behind it.
    shadow: Option<(f64, f64, f64, f64)>,
    glare: Option<(f64, f64, f64)>,
    grain: f64,
    blurs: u32,
}

impl SceneLight {
    fn draw(random: &mut Random, is_hard: bool) -> Self {
        let angle = random.between(0.0, 360.0).to_radians();
        Self {
            falloff: (random.between(-0.15, 0.15), random.between(-0.15, 0.15)),
            level: if is_hard && random.chance(0.3) {
                random.between(0.4, 0.6)
            } else {
                random.between(0.85, 1.0)
            },
            warmth: random.between(-0.06, 0.06),
            shadow: (is_hard && random.chance(0.6)).then(|| {
                (angle.cos(), angle.sin(), random.between(-0.25, 0.25), random.between(0.5, 0.75))
            }),
            glare: (is_hard && random.chance(0.4)).then(|| {
                (random.between(20.0, 65.0), random.between(12.0, 42.0), random.between(4.0, 9.0))
            }),
            grain: if is_hard { random.between(4.0, 12.0) } else { random.between(1.0, 4.0) },
            blurs: random.below(if is_hard { 4 } else { 2 }),
        }
    }
}

/// Draws one photograph of about `megapixels`.
pub(crate) fn scene(kind: SceneKind, seed: u64, megapixels: f64) -> Scene {
    let mut random = Random::new(seed ^ ((kind as u64) << 40) ^ 0x5eed);
    let is_hard = kind == SceneKind::Hard;
    let long = ((megapixels * 4.0 / 3.0).sqrt() * 1000.0).round();
    let short = (long * 0.75).round();
    let size = if random.chance(0.5) { (long, short) } else { (short, long) };
    let light = SceneLight::draw(&mut random, is_hard);
    let side = if random.chance(0.5) { CardSide::Portrait } else { CardSide::Emblem };
    let paper = if random.chance(0.5) { [233.0, 236.0, 238.0] } else { [214.0, 226.0, 232.0] };
    let ground = Ground::draw(&mut random, is_hard, paper);
    let share = match kind {
        SceneKind::Filling => 3.2,
        SceneKind::Two => random.between(0.42, 0.5),
        _ => random.between(0.6, 0.95),
    };
    let slant = if kind == SceneKind::Filling {
        8.0
    } else if is_hard {
        32.0
    } else {
        22.0
    };
    let gap = random.between(8.0, 20.0);
    let (plane, true_corners) = loop {
        let plane = place_camera(&mut random, size, slant, share);
        let (first, second) = (card_corners(&plane, 0.0), card_corners(&plane, gap));
        let margin = 0.025 * long;
        let are_inside = |points: &[(f64, f64); 4]| {
            points.iter().all(|&(x, y)| {
                x > margin && y > margin && x < size.0 - margin && y < size.1 - margin
            })
        };
        if kind == SceneKind::Filling
            || (are_inside(&first) && (kind != SceneKind::Two || are_inside(&second)))
        {
            // Seen from near, the smaller card may be the larger in the picture.
            let larger =
                kind == SceneKind::Two && quadrilateral_area(&second) > quadrilateral_area(&first);
            break (plane, if larger { second } else { first });
        }
    };
    let finger = (kind == SceneKind::Finger).then(|| {
        let corner = random.below(4);
        let (u, v) = [(0.0, 0.0), (CARD_WIDTH, 0.0), (CARD_WIDTH, CARD_HEIGHT), (0.0, CARD_HEIGHT)]
            [corner as usize];
        let middle = (CARD_WIDTH / 2.0 - u, CARD_HEIGHT / 2.0 - v);
        let long = (middle.0 * middle.0 + middle.1 * middle.1).sqrt();
        (u, v, middle.0 / long, middle.1 / long)
    });
    let other = random.below(5);
    let paint = |u: f64, v: f64, per_mm: f64| -> Colour {
        let mut colour = ground.colour(u, v);
        let lay_card = |colour: Colour, u: f64, v: f64, side: CardSide| {
            let off = distance_outside(u, v);
            let shade =
                1.0 - 0.28 * (1.0 - (distance_outside(u - 0.7, v - 0.9) / 2.2).clamp(0.0, 1.0));
            let ground = colour.map(|value| value * shade);
            let covered = (0.5 - off * per_mm).clamp(0.0, 1.0);
            let card = if covered > 0.0 { card_colour(side, paper, u, v) } else { ground };
            mix_colours(ground, card, covered)
        };
        match kind {
            SceneKind::Empty => {}
            SceneKind::Other => colour = draw_other_object(other, colour, u, v, per_mm),
            _ => colour = lay_card(colour, u, v, side),
        }
        if kind == SceneKind::Two {
            // The second card lies below the first, and is a little smaller.
            colour = lay_card(
                colour,
                u * SECOND_CARD_SCALE - 3.0,
                (v - CARD_HEIGHT - gap) * SECOND_CARD_SCALE,
                CardSide::Emblem,
            );
        }
        if let Some((u0, v0, along, across)) = finger {
            // A capsule that ends on the card and extends beyond the corner.
            let (x, y) = (u - u0, v - v0);
            let at = (x * along + y * across).min(5.0);
            let off = ((x - at * along).powi(2) + (y - at * across).powi(2)).sqrt();
            let covered = (0.5 - (off - 7.5) * per_mm * 0.5).clamp(0.0, 1.0);
            let round = 1.0 - 0.3 * (off / 7.5).clamp(0.0, 1.0).powi(2);
            colour = mix_colours(colour, [214.0 * round, 168.0 * round, 144.0 * round], covered);
        }
        colour
    };
    let mut picture = expose(&plane, size, &light, seed, paint);
    if is_hard {
        // Compressed as a messenger does it.
        let file = encode_preview(&picture).unwrap();
        picture = Picture::decode(&file, &Limits::default()).unwrap();
    }
    let true_corners = (!matches!(kind, SceneKind::Empty | SceneKind::Other | SceneKind::Filling))
        .then_some(true_corners);
    Scene { picture, true_corners, side, paper }
}

/// The corners of the card, or of the second one at a distance below it.
fn card_corners(plane: &CameraPlane, gap: f64) -> [(f64, f64); 4] {
    let (left, top, scale) = if gap > 0.0 {
        (3.0, (CARD_HEIGHT + gap) * SECOND_CARD_SCALE, SECOND_CARD_SCALE)
    } else {
        (0.0, 0.0, 1.0)
    };
    [(0.0, 0.0), (CARD_WIDTH, 0.0), (CARD_WIDTH, CARD_HEIGHT), (0.0, CARD_HEIGHT)]
        .map(|(u, v)| plane.picture((u + left) / scale, (v + top) / scale))
}

fn quadrilateral_area(points: &[(f64, f64); 4]) -> f64 {
    let cross = |n: usize| {
        let ((x0, y0), (x1, y1)) = (points[n], points[(n + 1) % 4]);
        x0 * y1 - x1 * y0
    };
    (0..4).map(cross).sum::<f64>() / 2.0
}

fn mix_colours(one: Colour, other: Colour, share: f64) -> Colour {
    [0, 1, 2].map(|n| one[n] + (other[n] - one[n]) * share)
}

/// Objects that are not a card: a page of text, a square sheet, a head, a grid of keys, a long dark telephone.
fn draw_other_object(which: u32, ground: Colour, u: f64, v: f64, per_mm: f64) -> Colour {
    let rectangle = |width: f64, height: f64| {
        let (x, y) = ((u - 42.8).abs() - width / 2.0, (v - 27.0).abs() - height / 2.0);
        (0.5 - x.max(y) * per_mm).clamp(0.0, 1.0)
    };
    match which {
        0 => {
            let (line, row) = ((v / 4.0).rem_euclid(1.0), (v / 4.0).floor());
            let word = noise((u / 1.6).floor() as i64, row as i64, 5);
            if line < 0.6 && word > 0.25 { [60.0; 3] } else { [236.0; 3] }
        }
        1 => mix_colours(ground, [238.0, 236.0, 228.0], rectangle(70.0, 62.0)),
        2 => {
            let (x, y) = ((u - 42.8) / 24.0, (v - 27.0) / 32.0);
            let covered = ((1.0 - (x * x + y * y).sqrt()) * 12.0 * per_mm).clamp(0.0, 1.0);
            mix_colours(ground, [205.0, 164.0, 140.0], covered)
        }
        3 => {
            let (x, y) = ((u / 19.0).rem_euclid(1.0) - 0.5, (v / 19.0).rem_euclid(1.0) - 0.5);
            if x.abs().max(y.abs()) < 0.42 { [52.0, 53.0, 56.0] } else { [24.0, 24.0, 26.0] }
        }
        _ => mix_colours(ground, [28.0, 30.0, 34.0], rectangle(112.0, 54.0)),
    }
}

/// Exposes the picture: light, blur and grain.
fn expose(
    plane: &CameraPlane,
    (width, height): (f64, f64),
    light: &SceneLight,
    seed: u64,
    paint: impl Fn(f64, f64, f64) -> Colour,
) -> Picture {
    let (columns, rows) = (width as usize, height as usize);
    let mut image: Vec<Colour> = Vec::with_capacity(columns * rows);
    for y in 0..rows {
        for x in 0..columns {
            let (px, py) = (x as f64 + 0.5, y as f64 + 0.5);
            let (u, v) = map_point(&plane.to_plane, px, py);
            let (next_u, next_v) = map_point(&plane.to_plane, px + 1.0, py + 1.0);
            let per_mm = 1.5 / ((next_u - u).abs() + (next_v - v).abs()).max(1e-6);
            let mut colour = paint(u, v, per_mm);
            let (dx, dy) = (px / width - 0.5, py / height - 0.5);
            let mut level = light.level * (1.0 + light.falloff.0 * dx + light.falloff.1 * dy);
            if let Some((nx, ny, at, left)) = light.shadow {
                let behind = ((dx * nx + dy * ny - at) * 60.0 + 0.5).clamp(0.0, 1.0);
                level *= 1.0 - (1.0 - left) * behind;
            }
            for (value, warm) in
                colour.iter_mut().zip([1.0 + light.warmth, 1.0, 1.0 - light.warmth])
            {
                *value *= level * warm;
            }
            if let Some((gu, gv, radius)) = light.glare {
                let off = ((u - gu).powi(2) + (v - gv).powi(2)).sqrt() / radius;
                let add = 200.0 * (1.5 - off).clamp(0.0, 1.0);
                colour = colour.map(|value| value + add);
            }
            image.push(colour.map(|value| value.min(255.0)));
        }
    }
    for _ in 0..light.blurs {
        image = blur(&image, columns);
    }
    let mut pixels = Vec::with_capacity(columns * rows * 3);
    for (index, colour) in image.into_iter().enumerate() {
        for (channel, value) in colour.into_iter().enumerate() {
            let (x, y) = ((index % columns) as i64, (index / columns) as i64 * 3 + channel as i64);
            let grain: f64 = (0..3).map(|n| noise(x, y, seed * 3 + n) - 0.5).sum::<f64>() * 2.0;
            pixels.push((value + grain * light.grain + 0.5).clamp(0.0, 255.0) as u8);
        }
    }
    Picture::from_rgb(columns as u32, rows as u32, pixels).unwrap()
}

/// The mean of each pixel and its eight neighbours. The border stays as it is.
fn blur(image: &[Colour], columns: usize) -> Vec<Colour> {
    let mut out = image.to_vec();
    for y in 1..image.len() / columns - 1 {
        for x in 1..columns - 1 {
            let mut sum = [0.0; 3];
            for row in y - 1..=y + 1 {
                for colour in &image[row * columns + x - 1..=row * columns + x + 1] {
                    for (sum, value) in sum.iter_mut().zip(colour) {
                        *sum += value;
                    }
                }
            }
            out[y * columns + x] = sum.map(|sum| sum / 9.0);
        }
    }
    out
}
