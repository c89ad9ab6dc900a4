//! A service that answers the lines of text on a picture over HTTP.

use bytes::Bytes;
use reqwest::header;
use serde::Deserialize;
use sscard_shared::{
    Date,
    reading::{Area, Letter, Sheet, TextLine, turned},
};

use super::{Engine, Looking, Seen};
use crate::{config, error::Error, service};

/// The largest answer that is read, in bytes: a page full of text has less.
const MAX_ANSWER: usize = 1024 * 1024;
/// More lines, or longer ones, stand on no card and around none.
const MAX_LINES: usize = 500;
const MAX_LETTERS: usize = 200;
/// A corner may lie beyond the picture by this share of it, where a line runs out of it.
const BEYOND: f64 = 0.5;

#[derive(Deserialize)]
struct Answer {
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    confidence: f64,
    /// In pixels of the picture that was sent, clockwise from the top left of the text.
    corners: [[f64; 2]; 4],
}

/// Why there is no answer to work with. None of these holds an address or a word of the answer.
#[derive(Debug, thiserror::Error)]
enum NoAnswer {
    #[error("{0}")]
    Http(#[from] reqwest::Error),
    #[error("it answered {0}")]
    Status(reqwest::StatusCode),
    #[error("the answer is too long")]
    TooLong,
    #[error("the answer is not what was agreed")]
    NotAsAgreed,
}

/// Asks a service.
pub struct HttpReader {
    client: reqwest::Client,
    url: String,
    token: String,
}

impl std::fmt::Debug for HttpReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpReader").field("url", &self.url).finish_non_exhaustive()
    }
}

impl HttpReader {
    /// The service of the settings.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(settings: &config::Reading) -> Result<Self, reqwest::Error> {
        Ok(Self {
            client: service::client(settings.timeout_seconds)?,
            url: settings.url.clone(),
            token: settings.token.clone(),
        })
    }

    async fn ask(&self, picture: Bytes) -> Result<Answer, NoAnswer> {
        let request = self
            .client
            .post(&self.url)
            .bearer_auth(&self.token)
            .header(header::CONTENT_TYPE, "image/jpeg")
            .body(picture);
        let mut response = request.send().await.map_err(reqwest::Error::without_url)?;
        if !response.status().is_success() {
            return Err(NoAnswer::Status(response.status()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(reqwest::Error::without_url)? {
            if body.len() + chunk.len() > MAX_ANSWER {
                return Err(NoAnswer::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        serde_json::from_slice(&body).map_err(|_| NoAnswer::NotAsAgreed)
    }
}

impl Engine for HttpReader {
    fn look(&self, picture: Bytes, _: Date) -> Looking<'_> {
        Box::pin(async move {
            let header = sscard_vision::probe(&picture)
                .map_err(|error| Error::Internal(error.to_string()))?;
            let size = Size {
                width: f64::from(header.upright_width()),
                height: f64::from(header.upright_height()),
            };
            let answer = self.ask(picture).await;
            answer
                .and_then(|answer| seen(&answer.lines, size).ok_or(NoAnswer::NotAsAgreed))
                .map_err(|error| Error::NotRead(error.to_string()))
        })
    }
}

/// A picture's sides in pixels.
#[derive(Clone, Copy)]
struct Size {
    width: f64,
    height: f64,
}

/// What the answer says of the picture, or nothing where it says what cannot be.
fn seen(lines: &[Line], size: Size) -> Option<Seen> {
    if lines.len() > MAX_LINES || !lines.iter().all(|line| line.is_sound(size)) {
        return None;
    }
    let quarters = quarters(lines);
    let sheet = Sheet {
        lines: lines.iter().map(|line| line.on_sheet(quarters, size)).collect(),
        aspect: match quarters % 2 {
            0 => size.width / size.height,
            _ => size.height / size.width,
        },
        // Areas alone are told of lines here, which do not lie level on every picture.
        slope: None,
        is_card: false,
        another_card: false,
        coloured: None,
    };
    Some(Seen::Lines { sheet, quarters })
}

/// By how many quarter turns clockwise most of the text comes to run from left to right.
fn quarters(lines: &[Line]) -> u8 {
    // By the quarter that sets it right, how long the text is that runs this way.
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

impl Line {
    fn is_sound(&self, size: Size) -> bool {
        let near = |at: f64, side: f64| (-BEYOND * side..=(1.0 + BEYOND) * side).contains(&at);
        (0.0..=1.0).contains(&self.confidence)
            && self.text.chars().count() <= MAX_LETTERS
            && self.corners.iter().all(|[x, y]| near(*x, size.width) && near(*y, size.height))
    }

    fn on_sheet(&self, quarters: u8, size: Size) -> TextLine {
        let place = |[x, y]: [f64; 2]| turned((x / size.width, y / size.height), quarters);
        let area = Area::about(self.corners.map(place));
        TextLine { letters: self.letters(), area }
    }

    /// The service tells one confidence for the line and no places in it: every letter gets that confidence, and the room that it
    /// takes in print, where a letter of ASCII is half as wide as a Chinese one.
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

    const SIZE: Size = Size { width: 1000.0, height: 500.0 };

    fn line(text: &str, corners: [[f64; 2]; 4]) -> Line {
        Line { text: text.to_owned(), confidence: 0.9, corners }
    }

    #[test]
    fn the_first_corner_tells_which_way_up_the_picture_lies() {
        // A text of 200 × 50 pixels, of which the first corner is the top left as it is read.
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
            let Some(Seen::Lines { sheet, quarters }) = seen(&[line("样本", corners)], SIZE)
            else {
                panic!("nothing was seen");
            };
            assert_eq!((quarters, sheet.aspect), (wanted, aspect));
            let found = sheet.lines[0].area;
            let sides = [found.left, found.top, found.right, found.bottom];
            let near = sides.iter().zip(area).all(|(side, wanted)| (side - wanted).abs() < 1e-9);
            assert!(near, "{quarters}: {sides:?}");
        }
    }

    #[test]
    fn a_letter_of_ascii_takes_half_the_room_and_a_space_is_no_letter() {
        let line = line("样 1本", [[0.0; 2]; 4]);
        let letters = line.letters();
        let told: String = letters.iter().map(|letter| letter.character).collect();
        assert_eq!(told, "样1本");
        let places: Vec<f64> = letters.iter().map(|letter| letter.at).collect();
        assert!((places[0] - 0.5 / 3.0).abs() < 1e-9, "{places:?}");
        assert!((places[1] - 1.75 / 3.0).abs() < 1e-9, "{places:?}");
        assert!((places[2] - 2.5 / 3.0).abs() < 1e-9, "{places:?}");
    }

    #[test]
    fn an_answer_that_cannot_be_is_no_answer() {
        let corners = [[0.0, 0.0], [10.0, 0.0], [10.0, 5.0], [0.0, 5.0]];
        let mut far = corners;
        far[2] = [f64::NAN, 1e9];
        let sure = Line { confidence: 1.5, ..line("样本", corners) };
        let many = (0..=MAX_LINES).map(|_| line("样", corners)).collect();
        for lines in
            [vec![line("样本", far)], vec![sure], many, vec![line(&"样".repeat(201), corners)]]
        {
            assert!(seen(&lines, SIZE).is_none());
        }
        assert!(seen(&[], SIZE).is_some());
    }
}
