//! Frames of a live camera, in front of which a person turns the head and comes closer.
//!
//! A surface is laid under a portrait: half an ellipsoid as wide as the face with its hair, with a nose on it. The surface is turned about
//! the vertical axis, and each pixel moves with its point of the surface. Outside of the head nothing moves.

use sscard_vision::{Picture, encode_preview};

use crate::SpecimenError;
use crate::canvas::Canvas;
use crate::person::{HeadGeometry, Person};
use crate::portraits;

/// The pose of a person in front of the camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LivePose {
    /// By how many degrees the head is turned towards the person's own left.
    pub left: f32,
    /// The width of the face from ear to ear, as a share of the frame's shorter side.
    pub size: f32,
}

impl LivePose {
    /// The person looks straight ahead, at arm's length.
    pub const AHEAD: Self = Self { left: 0.0, size: 0.3 };
    /// The head is turned to the person's own left.
    pub const LEFT: Self = Self { left: 38.0, ..Self::AHEAD };
    /// The head is turned to the person's own right.
    pub const RIGHT: Self = Self { left: -38.0, ..Self::AHEAD };
    /// The person has come closer.
    pub const CLOSER: Self = Self { left: 0.0, size: 0.52 };

    /// The pose between two poses: `share` is 0 at this pose and 1 at the other.
    #[must_use]
    pub fn between(self, other: Self, share: f32) -> Self {
        let mix = |one: f32, two: f32| one + (two - one) * share;
        Self { left: mix(self.left, other.left), size: mix(self.size, other.size) }
    }
}

/// A camera with a person in front of it.
#[derive(Debug)]
pub struct LiveCamera {
    person: Person,
    width: usize,
    height: usize,
}

/// Half axes of the ellipsoid: across in halves of the face's width, down in halves of the head's height, and the depth in halves of the
/// face's width.
const AXES: (f32, f32, f32) = (1.25, 1.15, 1.15);
/// How far the nose stands out, in halves of the face's width, and how wide it is.
const NOSE: (f32, f32) = (0.28, 0.2);

impl LiveCamera {
    /// A camera in front of the person of a portrait. `name` is the name of the portrait's file without extension; width and height are the
    /// frame's, in pixels.
    ///
    /// # Errors
    /// [`SpecimenError`] when the portraits are not fetched, or none has this name.
    pub fn for_portrait(name: &str, width: usize, height: usize) -> Result<Self, SpecimenError> {
        let person = portraits::load_with_ground(name)?;
        Ok(Self { person, width, height })
    }

    /// The frame that shows the person in a pose.
    ///
    /// # Errors
    /// [`SpecimenError::Picture`] when the camera's frame has no pixels.
    pub fn frame(&self, pose: LivePose) -> Result<Picture, SpecimenError> {
        let own = &self.person.geometry;
        let short = self.width.min(self.height) as f32;
        // How many pixels of the portrait correspond to one pixel of the frame.
        let scale = own.face_width / (pose.size * short);
        let middle = (own.eyes.0, own.eyes.1 + 0.25 * own.mouth);
        let rows: Vec<Vec<f32>> = (0..self.height)
            .map(|row| {
                let y = middle.1 + (row as f32 + 0.5 - self.height as f32 / 2.0) * scale;
                turn_row(own, pose.left, y, (middle.0, scale), self.width)
            })
            .collect();
        let canvas = Canvas::paint(self.width, self.height, |(x, y)| {
            let from = middle.1 + (y - self.height as f32 / 2.0) * scale;
            self.person.colours.colour_at(rows[y as usize][x as usize], from)
        });
        canvas.to_picture()
    }

    /// A frame as a JPEG file.
    ///
    /// # Errors
    /// As [`LiveCamera::frame`].
    pub fn jpeg(&self, pose: LivePose) -> Result<Vec<u8>, SpecimenError> {
        Ok(encode_preview(&self.frame(pose)?)?)
    }
}

/// The column of the portrait from which each pixel of a row of the frame comes.
fn turn_row(
    head: &HeadGeometry,
    left: f32,
    y: f32,
    (middle, scale): (f32, f32),
    width: usize,
) -> Vec<f32> {
    let place = |x: f32| (x - middle) / scale + width as f32 / 2.0;
    let mut from: Vec<f32> =
        (0..width).map(|x| middle + (x as f32 + 0.5 - width as f32 / 2.0) * scale).collect();
    let mut nearest = vec![0.0_f32; width];
    let (sin, cos) = left.to_radians().sin_cos();
    let half = head.face_width / 2.0 * AXES.0;
    let samples = (2.0 * half / scale * 4.0).ceil() as usize;
    let mut before: Option<(f32, f32)> = None;
    for sample in 0..=samples {
        let x = -half + 2.0 * half * sample as f32 / samples as f32;
        let Some(depth) = surface_depth(head, x, y) else { continue };
        let (across, near) = (x * cos + depth * sin, depth * cos - x * sin);
        let (at, source) = (place(head.eyes.0 + across), head.eyes.0 + x);
        if let Some((last, last_source)) = before.replace((at, source))
            && at > last
        {
            // A part of the surface that faces away runs from right to left, and is hidden.
            for pixel in last.ceil().max(0.0) as usize..(at.ceil().max(0.0) as usize).min(width) {
                if near >= nearest[pixel] {
                    nearest[pixel] = near;
                    let share = (pixel as f32 - last) / (at - last);
                    from[pixel] = last_source + (source - last_source) * share;
                }
            }
        }
    }
    from
}

/// How far the head's surface lies in front of the axis at a place; `None` outside of the head.
fn surface_depth(head: &HeadGeometry, x: f32, y: f32) -> Option<f32> {
    let half = head.face_width / 2.0;
    let tall = (head.chin + head.crown) / 2.0;
    let middle = head.eyes.1 + (head.chin - head.crown) / 2.0;
    let (across, down) = (x / (half * AXES.0), (y - middle) / (tall * AXES.1));
    let round = 1.0 - across * across - down * down;
    let nose = head.eyes.1 + 0.55 * head.mouth;
    let away = (x * x + (y - nose) * (y - nose)).sqrt() / (half * NOSE.1);
    let bump = half * NOSE.0 * (-0.5 * away * away).exp();
    (round > 0.0).then(|| half * AXES.2 * round.sqrt() + bump)
}

/// How many frames hold each pose of the film. Browsers play thirty frames a second, so a slow worker sees each pose twice.
const HELD_FRAMES: usize = 16;
/// How many frames lie between one pose and the next.
const TRANSITION_FRAMES: usize = 6;

/// Makes a small frame of each move, and one that looks ahead. The files have the names of the API's moves.
///
/// # Errors
/// [`SpecimenError`] when the portraits are not fetched.
pub fn make_live_frames() -> Result<Vec<(&'static str, Vec<u8>)>, SpecimenError> {
    let camera = LiveCamera::for_portrait("obama", 240, 320)?;
    [
        ("ahead.jpg", LivePose::AHEAD),
        ("turn_left.jpg", LivePose::LEFT),
        ("turn_right.jpg", LivePose::RIGHT),
        ("come_closer.jpg", LivePose::CLOSER),
    ]
    .into_iter()
    .map(|(name, pose)| Ok((name, camera.jpeg(pose)?)))
    .collect()
}

/// Makes a film of a person who does every move again and again: JPEG files in sequence, which a browser plays as its camera.
///
/// # Errors
/// [`SpecimenError`] when the portraits are not fetched.
pub fn make_live_film() -> Result<Vec<u8>, SpecimenError> {
    const ROUND: [LivePose; 4] =
        [LivePose::AHEAD, LivePose::LEFT, LivePose::RIGHT, LivePose::CLOSER];
    let camera = LiveCamera::for_portrait("obama", 480, 360)?;
    let mut film = Vec::new();
    for (pose, next) in ROUND.iter().zip(ROUND.iter().cycle().skip(1)) {
        film.extend(camera.jpeg(*pose)?.repeat(HELD_FRAMES));
        for step in 1..=TRANSITION_FRAMES {
            let share = step as f32 / (TRANSITION_FRAMES + 1) as f32;
            film.extend(camera.jpeg(pose.between(*next, share))?);
        }
    }
    Ok(film)
}

#[cfg(test)]
mod tests {
    use sscard_shared::live::{AHEAD, Look, Move, TURN_MARGIN, TURNED, judge};

    use super::*;

    fn observations(name: &str, poses: &[LivePose]) -> Vec<Look> {
        let (finder, camera) = (
            portraits::load_portrait_finder().unwrap(),
            LiveCamera::for_portrait(name, 240, 320).unwrap(),
        );
        poses
            .iter()
            .map(|pose| finder.observe_frame(&camera.frame(*pose).unwrap()).unwrap())
            .collect()
    }

    fn turned(left: f32) -> LivePose {
        LivePose { left, ..LivePose::AHEAD }
    }

    #[test]
    fn a_head_counts_as_turned_from_thirty_degrees_on() {
        for name in ["obama", "astronaut"] {
            let observations = observations(
                name,
                &[-40.0, -35.0, -30.0, -8.0, -4.0, 0.0, 4.0, 8.0, 30.0, 35.0, 40.0].map(turned),
            );
            let turns: Vec<f32> = observations.iter().map(|look| look.face.unwrap().turn).collect();
            assert!(observations.iter().all(|look| look.faces == 1), "{name}: {observations:?}");
            assert!(
                turns[..3].iter().all(|turn| *turn <= -TURNED - TURN_MARGIN),
                "{name}: {turns:?}"
            );
            assert!(turns[3..8].iter().all(|turn| turn.abs() <= AHEAD), "{name}: {turns:?}");
            assert!(
                turns[8..].iter().all(|turn| *turn >= TURNED + TURN_MARGIN),
                "{name}: {turns:?}"
            );
        }
    }

    #[test]
    fn frames_pass_in_the_order_of_the_moves_alone() {
        let pose = |asked: Move| match asked {
            Move::TurnLeft => LivePose::LEFT,
            Move::TurnRight => LivePose::RIGHT,
            Move::ComeCloser => LivePose::CLOSER,
        };
        for name in ["obama", "astronaut"] {
            for first in Move::ALL {
                for second in Move::ALL.into_iter().filter(|second| *second != first) {
                    let observations =
                        observations(name, &[LivePose::AHEAD, pose(first), pose(second)]);
                    assert_eq!(
                        judge(&[first, second], &observations),
                        Ok(()),
                        "{name}: {first:?} {second:?}"
                    );
                    assert!(
                        judge(&[second, first], &observations).is_err(),
                        "{name}: {first:?} {second:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_person_who_looks_aside_is_not_ahead() {
        // The man of this portrait looks a fifth of a turn past the camera.
        let aside = observations("biden", &[LivePose::AHEAD])[0];
        assert!(aside.face.unwrap().turn > AHEAD, "{aside:?}");
    }
}
