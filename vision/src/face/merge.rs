//! Merging several detections of one face.

use super::Face;

/// Boxes that share more than this part of their union are one face.
const MIN_SAME_FACE_OVERLAP: f32 = 0.3;

/// Merges every group of overlapping faces into one face with the best score. Its points are the means of theirs,
/// weighted by score: the model's outputs at neighbouring anchors scatter, and their mean scatters less.
pub(super) fn merge_by_mean(mut faces: Vec<Face>) -> Vec<Face> {
    sort_by_score(&mut faces);
    let mut merged = Vec::new();
    while let Some(best) = faces.first().copied() {
        let (detections, others) = faces
            .iter()
            .partition::<Vec<Face>, _>(|face| overlap_share(&best, face) > MIN_SAME_FACE_OVERLAP);
        // A box without area overlaps nothing, not even itself. It is removed here, or the loop would not end.
        if detections.is_empty() {
            faces.remove(0);
            continue;
        }
        merged.extend(mean_face(&detections));
        faces = others;
    }
    merged
}

/// The best of every group of overlapping faces, best first.
pub(super) fn keep_best(mut faces: Vec<Face>) -> Vec<Face> {
    sort_by_score(&mut faces);
    let mut kept: Vec<Face> = Vec::new();
    for face in faces {
        if kept.iter().all(|other| !is_same_face(other, &face)) {
            kept.push(face);
        }
    }
    kept
}

/// Whether two boxes from different views are one face: they overlap well, or one lies mostly within the other.
fn is_same_face(first: &Face, second: &Face) -> bool {
    let smaller = box_area(first).min(box_area(second));
    overlap_share(first, second) > MIN_SAME_FACE_OVERLAP
        || shared_area(first, second) > 0.5 * smaller
}

fn sort_by_score(faces: &mut [Face]) {
    faces.sort_by(|first, second| second.score.total_cmp(&first.score));
}

/// The mean of several detections of one face, weighted by their scores, with the best of the scores. `None` for no
/// detection.
pub(super) fn mean_face(detections: &[Face]) -> Option<Face> {
    let score = detections.iter().map(|face| face.score).max_by(f32::total_cmp)?;
    let weight: f32 = detections.iter().map(|face| face.score).sum();
    let mut sums = [(0.0, 0.0); 8];
    for face in detections {
        for (sum, point) in sums.iter_mut().zip(face_points(face)) {
            *sum = (sum.0 + point.0 * face.score, sum.1 + point.1 * face.score);
        }
    }
    let [corner, opposite, right_eye, left_eye, nose, mouth, right_ear, left_ear] =
        sums.map(|(x, y)| (x / weight, y / weight));
    Some(Face {
        score,
        left: corner.0,
        top: corner.1,
        right: opposite.0,
        bottom: opposite.1,
        right_eye,
        left_eye,
        nose,
        mouth,
        right_ear,
        left_ear,
    })
}

fn face_points(face: &Face) -> [(f32, f32); 8] {
    [
        (face.left, face.top),
        (face.right, face.bottom),
        face.right_eye,
        face.left_eye,
        face.nose,
        face.mouth,
        face.right_ear,
        face.left_ear,
    ]
}

fn box_area(face: &Face) -> f32 {
    (face.right - face.left).max(0.0) * (face.bottom - face.top).max(0.0)
}

/// The area that two boxes share.
fn shared_area(first: &Face, second: &Face) -> f32 {
    let width = first.right.min(second.right) - first.left.max(second.left);
    let height = first.bottom.min(second.bottom) - first.top.max(second.top);
    width.max(0.0) * height.max(0.0)
}

/// The shared area of two boxes as a share of their union.
fn overlap_share(first: &Face, second: &Face) -> f32 {
    let shared = shared_area(first, second);
    let both = box_area(first) + box_area(second) - shared;
    if both > 0.0 { shared / both } else { 0.0 }
}
