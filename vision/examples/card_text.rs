//! Prints the lines of text that are read on pictures of cards: `card_text DETECTOR RECOGNISER PICTURE…`.
use std::time::Instant;

use sscard_vision::{Limits, Picture, TextReader};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut network = || -> &'static [u8] {
        let path = arguments.next().expect("a network");
        std::fs::read(path).expect("a network that can be read").leak()
    };
    let (detector, recogniser) = (network(), network());
    let reader = TextReader::new(detector, recogniser, 1).expect("the networks");
    for path in arguments {
        let bytes = std::fs::read(&path).expect("a picture");
        let picture = Picture::decode(&bytes, &Limits::default()).expect("a picture");
        let begun = Instant::now();
        let read = reader.read_card(&picture).expect("a reading");
        let sheet = read.sheet();
        println!("{path}: {:?}, {} quarters, card {}, another {}, aspect {:.2}, coloured {:.3}", begun.elapsed(), read.quarters(), sheet.is_card, sheet.another_card, sheet.aspect, sheet.coloured.unwrap_or_default());
        for line in &sheet.lines {
            let text: String = line.letters.iter().map(|letter| letter.character).collect();
            let least = line.letters.iter().map(|letter| letter.confidence).fold(1.0, f64::min);
            let area = line.area;
            println!("  {:.2} {:.2} – {:.2} {:.2}  {least:.3}  {text}", area.left, area.top, area.right, area.bottom);
        }
    }
}
