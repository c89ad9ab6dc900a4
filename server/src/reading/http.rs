//! A service that returns the lines of text on a picture over HTTP.

use bytes::Bytes;
use reqwest::header;
use serde::Deserialize;
use sscard_shared::{
    Date,
    reading::{Area, Letter, Sheet, TextLine, turned},
};

use super::{PendingText, ReadingEngine, RecognisedText};
use crate::{
    config,
    error::Error,
    service::{Service, read_body},
};

/// The largest answer that is read, in bytes. A page full of text has less.
const MAX_ANSWER_BYTES: usize = 1024 * 1024;
/// No card and no surroundings of one have more lines, or longer ones.
const MAX_LINES: usize = 500;
const MAX_LETTERS: usize = 200;
/// A corner may lie outside the picture by this share of its side, where a line runs out of it.
const MAX_OVERHANG: f64 = 0.5;

#[derive(Deserialize)]
struct LinesResponse {
    lines: Vec<ServiceLine>,
}

#[derive(Deserialize)]
struct ServiceLine {
    text: String,
    confidence: f64,
    /// In pixels of the picture that was sent, clockwise from the top left of the text.
    corners: [[f64; 2]; 4],
}

/// Why there is no usable answer. No variant holds an address or text of the answer.
#[derive(Debug, thiserror::Error)]
enum ReadingServiceError {
    #[error("{0}")]
    Http(#[from] reqwest::Error),
    #[error("it answered {0}")]
    Status(reqwest::StatusCode),
    #[error("the answer is too long")]
    TooLong,
    #[error("the answer is not what was agreed")]
    Malformed,
}

/// The client of such a service.
#[derive(Debug)]
pub struct HttpReader {
    service: Service,
}

impl HttpReader {
    /// The service of the settings.
    ///
    /// # Errors
    /// When the HTTP client cannot be built.
    pub fn new(settings: &config::ReadingSettings) -> Result<Self, reqwest::Error> {
        let service = Service::new(&settings.url, &settings.token, settings.timeout_seconds)?;
        Ok(Self { service })
    }

    async fn ask(&self, picture: Bytes) -> Result<LinesResponse, ReadingServiceError> {
        let request = self.service.post().header(header::CONTENT_TYPE, "image/jpeg").body(picture);
        let response = request.send().await.map_err(reqwest::Error::without_url)?;
        if !response.status().is_success() {
            return Err(ReadingServiceError::Status(response.status()));
        }
        let body =
            read_body(response, MAX_ANSWER_BYTES).await?.ok_or(ReadingServiceError::TooLong)?;
        serde_json::from_slice(&body).map_err(|_| ReadingServiceError::Malformed)
    }
}

impl ReadingEngine for HttpReader {
    fn recognise(&self, picture: Bytes, _: Date) -> PendingText<'_> {
        Box::pin(async move {
            let header = sscard_vision::probe(&picture)
                .map_err(|error| Error::Internal(error.to_string()))?;
            let size = PictureSize {
                width: f64::from(header.upright_width()),
                height: f64::from(header.upright_height()),
            };
            let answer = self.ask(picture).await;
            answer
                .and_then(|answer| {
                    recognised_text(&answer.lines, size).ok_or(ReadingServiceError::Malformed)
                })
                .map_err(|error| Error::NotRead(error.to_string()))
        })
    }
}

/// The sides of a picture in pixels.
#[derive(Clone, Copy)]
struct PictureSize {
    width: f64,
    height: f64,
}

/// The text of an answer; `None` where the answer is impossible.
fn recognised_text(lines: &[ServiceLine], size: PictureSize) -> Option<RecognisedText> {
    if lines.len() > MAX_LINES || !lines.iter().all(|line| line.is_plausible(size)) {
        return None;
    }
    let quarters = quarters(lines);
    let sheet = Sheet {
        lines: lines.iter().map(|line| line.to_text_line(quarters, size)).collect(),
        aspect: match quarters % 2 {
            0 => size.width / size.height,
            _ => size.height / size.width,
        },
        // The answer has only the areas of the lines, which are not level on every picture.
        slope: None,
        is_card: false,
        another_card: false,
        coloured: None,
    };
    Some(RecognisedText::Lines { sheet, quarters })
}

/// The number of clockwise quarter turns after which most of the text runs from left to right.
fn quarters(lines: &[ServiceLine]) -> u8 {
    // The total length of the text for each quarter turn that sets it upright.
    let mut length = [0.0; 4];
    for [[left, top], [right, bottom], ..] in lines.iter().map(|line| line.corners) {
        let (along, down) = (right - left, bottom - top);
        let quarter = match (along.abs() >= down.abs(), along >= 0.0, down >= 0.0) {
            (true, true, _) => 0,
            (false, _, false) => 1,
            (true, false, _) => 2,
            (false, _, true) => 3,
        };
        length[quarter] += along.hypot(down);
    }
    let longest = (0..4).zip(length).fold((0, 0.0), |longest, (quarter, length)| {
        if length > longest.1 { (quarter, length) } else { longest }
    });
    longest.0
}

impl ServiceLine {
    fn is_plausible(&self, size: PictureSize) -> bool {
        let is_near =
            |at: f64, side: f64| (-MAX_OVERHANG * side..=(1.0 + MAX_OVERHANG) * side).contains(&at);
        (0.0..=1.0).contains(&self.confidence)
            && self.text.chars().count() <= MAX_LETTERS
            && self.corners.iter().all(|[x, y]| is_near(*x, size.width) && is_near(*y, size.height))
    }

    fn to_text_line(&self, quarters: u8, size: PictureSize) -> TextLine {
        let corner = |[x, y]: [f64; 2]| turned((x / size.width, y / size.height), quarters);
        let area = Area::about(self.corners.map(corner));
        TextLine { letters: self.letters(), area }
    }

    /// The service gives one confidence for the line and no positions in it. Every letter gets that confidence, and its width in print,
    /// where a letter of ASCII is half as wide as a Chinese one.
    fn letters(&self) -> Vec<Letter> {
        let width = |character: char| if character.is_ascii() { 0.5 } else { 1.0 };
        let whole: f64 = self.text.chars().map(width).sum();
        let mut before = 0.0;
        let places = self.text.chars().map(|character| {
            let at = (before + width(character) / 2.0) / whole;
            before += width(character);
            (character, at)
        });
        places
            .filter(|(character, _)| !character.is_whitespace())
            .map(|(character, at)| Letter {
                character,
                confidence: self.confidence,
                others: Vec::new(),
                at,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: PictureSize = PictureSize { width: 1000.0, height: 500.0 };

    fn line(text: &str, corners: [[f64; 2]; 4]) -> ServiceLine {
        ServiceLine { text: text.to_owned(), confidence: 0.9, corners }
    }

    #[test]
    fn the_first_corner_shows_the_orientation() {
        // A text of 200 × 50 pixels, whose first corner is the top left in reading direction.
        let (left, right, top, bottom) = (100.0, 300.0, 100.0, 150.0);
        let upright = [[left, top], [right, top], [right, bottom], [left, bottom]];
        let half = [[right, bottom], [left, bottom], [left, top], [right, top]];
        let (left, right, top, bottom) = (100.0, 150.0, 100.0, 300.0);
        let down = [[right, top], [right, bottom], [left, bottom], [left, top]];
        let up = [[left, bottom], [left, top], [right, top], [right, bottom]];
        let cases = [
            (upright, 0, 2.0, [0.1, 0.2, 0.3, 0.3]),
            (up, 1, 0.5, [0.4, 0.1, 0.8, 0.15]),
            (half, 2, 2.0, [0.7, 0.7, 0.9, 0.8]),
            (down, 3, 0.5, [0.2, 0.85, 0.6, 0.9]),
        ];
        for (corners, wanted, aspect, area) in cases {
            let Some(RecognisedText::Lines { sheet, quarters }) =
                recognised_text(&[line("样本", corners)], SIZE)
            else {
                panic!("nothing was seen");
            };
            assert_eq!((quarters, sheet.aspect), (wanted, aspect));
            let found = sheet.lines[0].area;
            let sides = [found.left, found.top, found.right, found.bottom];
            let is_near = sides.iter().zip(area).all(|(side, wanted)| (side - wanted).abs() < 1e-9);
            assert!(is_near, "{quarters}: {sides:?}");
        }
    }

    #[test]
    fn ascii_letters_are_half_as_wide_and_spaces_are_dropped() {
        let line = line("样 1本", [[0.0; 2]; 4]);
        let letters = line.letters();
        let text: String = letters.iter().map(|letter| letter.character).collect();
        assert_eq!(text, "样1本");
        let places: Vec<f64> = letters.iter().map(|letter| letter.at).collect();
        assert!((places[0] - 0.5 / 3.0).abs() < 1e-9, "{places:?}");
        assert!((places[1] - 1.75 / 3.0).abs() < 1e-9, "{places:?}");
        assert!((places[2] - 2.5 / 3.0).abs() < 1e-9, "{places:?}");
    }

    #[test]
    fn impossible_answers_are_refused() {
        let corners = [[0.0, 0.0], [10.0, 0.0], [10.0, 5.0], [0.0, 5.0]];
        let mut far = corners;
        far[2] = [f64::NAN, 1e9];
        let sure = ServiceLine { confidence: 1.5, ..line("样本", corners) };
        let many = (0..=MAX_LINES).map(|_| line("样", corners)).collect();
        for lines in
            [vec![line("样本", far)], vec![sure], many, vec![line(&"样".repeat(201), corners)]]
        {
            assert!(recognised_text(&lines, SIZE).is_none());
        }
        assert!(recognised_text(&[], SIZE).is_some());
    }
}
