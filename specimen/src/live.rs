//! Frames of a live camera before which a person turns the head and comes closer.
//!
//! A portrait becomes a head by a surface laid under it: half an ellipsoid as wide as the face with its hair, with a nose on it. It is
//! turned about the vertical axis, and every pixel goes where its point of the surface goes. Beyond the head nothing moves.

use sscard_vision::{Picture, encode_preview};

use crate::SpecimenError;
use crate::person::{Geometry, Person};
use crate::portraits;
use crate::sheet::Sheet;

/// How a person is before the camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LivePose {
    /// By how many degrees the head is turned towards the person's own left.
    pub left: f32,
    /// How wide the face is, ear to ear, as a part of the frame's shorter side.
    pub size: f32,
}

impl LivePose {
    /// Looking straight ahead, at arm's length.
    pub const AHEAD: Self = Self { left: 0.0, size: 0.3 };
    /// Turned to the person's own left.
    pub const LEFT: Self = Self { left: 38.0, ..Self::AHEAD };
    /// Turned to the person's own right.
    pub const RIGHT: Self = Self { left: -38.0, ..Self::AHEAD };
    /// Come closer.
    pub const CLOSER: Self = Self { left: 0.0, size: 0.52 };

    /// What lies between two poses.
    #[must_use]
    pub fn between(self, other: Self, share: f32) -> Self {
        let mix = |one: f32, two: f32| one + (two - one) * share;
        Self { left: mix(self.left, other.left), size: mix(self.size, other.size) }
    }
}

/// Somebody before a camera.
#[derive(Debug)]
pub struct LiveCamera {
    person: Person,
    width: usize,
    height: usize,
}

/// Half axes of the ellipsoid: across in halves of the face's width, down in halves of the head's height, and the depth in halves
/// of the face's width.
const AXES: (f32, f32, f32) = (1.25, 1.15, 1.15);
/// How far the nose stands out, in halves of the face's width, and how wide it is.
const NOSE: (f32, f32) = (0.28, 0.2);

impl LiveCamera {
    /// A camera with frames of so many pixels before the person of a portrait, by its file's name without ending.
    ///
    /// # Errors
    /// When the portraits are not fetched, or nobody of this name is among them.
    pub fn before(name: &str, width: usize, height: usize) -> Result<Self, SpecimenError> {
        let person = portraits::uncut(name)?;
        Ok(Self { person, width, height })
    }

    /// A frame.
    ///
    /// # Errors
    /// None that a camera of a sensible size would meet.
    pub fn frame(&self, pose: LivePose) -> Result<Picture, SpecimenError> {
        let own = &self.person.geometry;
        let short = self.width.min(self.height) as f32;
        // Pixels of the portrait for one of the frame's.
        let scale = own.face_width / (pose.size * short);
        let middle = (own.eyes.0, own.eyes.1 + 0.25 * own.mouth);
        let rows: Vec<Vec<f32>> = (0..self.height)
            .map(|row| {
                let y = middle.1 + (row as f32 + 0.5 - self.height as f32 / 2.0) * scale;
                turned_row(own, pose.left, y, (middle.0, scale), self.width)
            })
            .collect();
        let sheet = Sheet::painted(self.width, self.height, |(x, y)| {
            let from = middle.1 + (y - self.height as f32 / 2.0) * scale;
            self.person.colours.at(rows[y as usize][x as usize], from)
        });
        sheet.picture()
    }

    /// A frame as a JPEG file.
    ///
    /// # Errors
    /// None that a camera of a sensible size would meet.
    pub fn jpeg(&self, pose: LivePose) -> Result<Vec<u8>, SpecimenError> {
        Ok(encode_preview(&self.frame(pose)?)?)
    }
}

/// Where in the portrait each pixel of a row of the frame comes from, across.
fn turned_row(
    head: &Geometry,
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
        let Some(depth) = depth(head, x, y) else { continue };
        let (across, near) = (x * cos + depth * sin, depth * cos - x * sin);
        let (at, source) = (place(head.eyes.0 + across), head.eyes.0 + x);
        if let Some((last, last_source)) = before.replace((at, source))
            && at > last
        {
            // What is seen from the back runs the other way, and is hidden.
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

/// How far before the axis the head's surface lies at a place; nothing beyond the head.
fn depth(head: &Geometry, x: f32, y: f32) -> Option<f32> {
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

/// Frames for which each pose of the film is held, at the thirty a second that browsers play: long enough for a slow worker to look
/// twice.
const HELD: usize = 16;
/// Frames on the way from one pose to the next.
const BETWEEN: usize = 6;

/// A frame of each move and one that looks ahead, small, as files named by the words of the API.
///
/// # Errors
/// When the portraits are not fetched.
pub fn live_frames() -> Result<Vec<(&'static str, Vec<u8>)>, SpecimenError> {
    let camera = LiveCamera::before("obama", 240, 320)?;
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

/// Somebody who does every move again and again, as JPEG files one after the other, which is what a browser's camera plays.
///
/// # Errors
/// When the portraits are not fetched.
pub fn live_film() -> Result<Vec<u8>, SpecimenError> {
    const ROUND: [LivePose; 4] =
        [LivePose::AHEAD, LivePose::LEFT, LivePose::RIGHT, LivePose::CLOSER];
    let camera = LiveCamera::before("obama", 480, 360)?;
    let mut film = Vec::new();
    for (pose, next) in ROUND.iter().zip(ROUND.iter().cycle().skip(1)) {
        film.extend(camera.jpeg(*pose)?.repeat(HELD));
        for step in 1..=BETWEEN {
            let share = step as f32 / (BETWEEN + 1) as f32;
            film.extend(camera.jpeg(pose.between(*next, share))?);
        }
    }
    Ok(film)
}

#[cfg(test)]
mod tests {
    use sscard_shared::live::{AHEAD, Look, Move, TURN_MARGIN, TURNED, judge};

    use super::*;

    fn looks(name: &str, poses: &[LivePose]) -> Vec<Look> {
        let (finder, camera) =
            (portraits::finder().unwrap(), LiveCamera::before(name, 240, 320).unwrap());
        poses
            .iter()
            .map(|pose| finder.observe_frame(&camera.frame(*pose).unwrap()).unwrap())
            .collect()
    }

    fn turned(left: f32) -> LivePose {
        LivePose { left, ..LivePose::AHEAD }
    }

    #[test]
    fn a_head_that_looks_ahead_is_not_turned_and_one_that_is_turned_by_thirty_degrees_is() {
        for name in ["obama", "astronaut"] {
            let looks = looks(
                name,
                &[-40.0, -35.0, -30.0, -8.0, -4.0, 0.0, 4.0, 8.0, 30.0, 35.0, 40.0].map(turned),
            );
            let turns: Vec<f32> = looks.iter().map(|look| look.face.unwrap().turn).collect();
            assert!(looks.iter().all(|look| look.faces == 1), "{name}: {looks:?}");
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
    fn the_frames_of_every_order_of_moves_pass_and_those_of_another_order_do_not() {
        let pose = |asked: Move| match asked {
            Move::TurnLeft => LivePose::LEFT,
            Move::TurnRight => LivePose::RIGHT,
            Move::ComeCloser => LivePose::CLOSER,
        };
        for name in ["obama", "astronaut"] {
            for first in Move::ALL {
                for second in Move::ALL.into_iter().filter(|second| *second != first) {
                    let looks = looks(name, &[LivePose::AHEAD, pose(first), pose(second)]);
                    assert_eq!(
                        judge(&[first, second], &looks),
                        Ok(()),
                        "{name}: {first:?} {second:?}"
                    );
                    assert!(
                        judge(&[second, first], &looks).is_err(),
                        "{name}: {first:?} {second:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn somebody_who_looks_aside_from_the_beginning_does_not_begin() {
        // The man looks a fifth of a turn past the camera.
        let aside = looks("biden", &[LivePose::AHEAD])[0];
        assert!(aside.face.unwrap().turn > AHEAD, "{aside:?}");
    }
}
