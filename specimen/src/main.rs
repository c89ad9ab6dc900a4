//! The command-line program: `sscard-specimen accuracy`, `sscard-specimen write`, `sscard-specimen cards` and `sscard-specimen live`.

#![expect(clippy::print_stdout, reason = "standard output is the result of the program")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use sscard_specimen::{
    Accuracy, AutomaticCrops, FaultRate, IdCard, Layout, Printer, RenderingStyle, Share,
    SourceImages, Specimen, SpecimenError, in_parallel, load_portrait_finder, make_live_film,
    make_live_frames, measure_automatic_crops,
};

#[derive(Debug, Parser)]
#[command(about = "Card photos whose faults are known", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print how often each fault is told where it is and where it is not, as a table in Markdown.
    Accuracy {
        /// Specimens.
        #[arg(long, default_value_t = 2000)]
        count: u64,
        /// Wide pictures for the automatic crop.
        #[arg(long, default_value_t = 300)]
        phone: u64,
        /// Another seed gives other specimens.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Name the specimens that were judged wrongly, on standard error.
        #[arg(long)]
        wrong: bool,
    },
    /// Write specimens into a folder.
    Write {
        /// The folder; it is made.
        folder: PathBuf,
        /// How many.
        #[arg(long, default_value_t = 2000)]
        count: u64,
        /// Another seed gives other specimens.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Write pictures of identity cards of people who do not exist into a folder, and what is true of them into its truth.jsonl.
    Cards {
        /// The folder; it is made.
        folder: PathBuf,
        /// How they are made.
        #[arg(long = "manner", value_name = "MANNER", value_enum, default_value_t = CardStyle::Photo)]
        style: CardStyle,
        /// The family of layout that they are printed in.
        #[arg(long, value_enum, default_value_t = CardLayout::Usual)]
        layout: CardLayout,
        /// How many.
        #[arg(long, default_value_t = 500)]
        count: u64,
        /// Another seed gives other people and pictures.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Write what a live camera sees of a person who does the moves of 人脸识别 into a folder: a frame of each move, and a film in which
    /// they follow each other, for a browser's camera that plays a file.
    Live {
        /// The folder; it is made.
        folder: PathBuf,
    },
}

/// The values of `--manner`, as [`RenderingStyle`] has them.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum CardStyle {
    /// Straight and even.
    Clean,
    /// As phones take them.
    Photo,
    /// From the side, with a reflection across the card.
    #[value(name = "gloss")]
    Glare,
    /// Copies, two at once, parts, and what is no card.
    Odd,
}

impl From<CardStyle> for RenderingStyle {
    fn from(argument: CardStyle) -> Self {
        match argument {
            CardStyle::Clean => Self::Clean,
            CardStyle::Photo => Self::Photo,
            CardStyle::Glare => Self::Glare,
            CardStyle::Odd => Self::Odd,
        }
    }
}

/// The values of `--layout`, as [`Layout`] has them.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum CardLayout {
    /// Sans-serif values, the nearest to the real card.
    Usual,
    /// A number in OCR-B that ends at the right edge.
    WideNumber,
    /// Values in a serif face.
    Songti,
}

impl From<CardLayout> for Layout {
    fn from(argument: CardLayout) -> Self {
        match argument {
            CardLayout::Usual => Self::Usual,
            CardLayout::WideNumber => Self::WideNumber,
            CardLayout::Songti => Self::Songti,
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Specimen(#[from] SpecimenError),
    #[error("cannot write {}: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("cannot write the truth of a card: {0}")]
    Truth(#[from] serde_json::Error),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Accuracy { count, phone, seed, wrong } => {
            print_accuracy(count, phone, seed, wrong)
        }
        Command::Write { folder, count, seed } => write_specimens(&folder, count, seed),
        Command::Cards { folder, style, layout, count, seed } => Printer::new(layout.into())
            .map_err(Failure::from)
            .and_then(|printer| write_cards(&folder, &printer, style.into(), count, seed)),
        Command::Live { folder } => write_live(&folder),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("sscard-specimen: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Makes an I/O error into a failure that names the file.
fn file_failure(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File { path, source }
}

fn write_cards(
    folder: &Path,
    printer: &Printer,
    style: RenderingStyle,
    count: u64,
    seed: u64,
) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(file_failure(folder))?;
    let lines = in_parallel(count, |number| -> Result<String, Failure> {
        let card = IdCard::new(printer, style, seed, number)?;
        let path = folder.join(card.truth().file());
        std::fs::write(&path, card.bytes()).map_err(file_failure(&path))?;
        Ok(card.truth().json()? + "\n")
    });
    let truth = lines.into_iter().collect::<Result<String, Failure>>()?;
    let path = folder.join("truth.jsonl");
    std::fs::write(&path, truth).map_err(file_failure(&path))
}

fn write_live(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(file_failure(folder))?;
    let files = make_live_frames()?.into_iter().chain([("moves.mjpeg", make_live_film()?)]);
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(file_failure(&path))?;
    }
    Ok(())
}

fn write_specimens(folder: &Path, count: u64, seed: u64) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(file_failure(folder))?;
    let images = SourceImages::load()?;
    in_parallel(count, |number| -> Result<(), Failure> {
        let specimen = Specimen::new(&images, seed, number)?;
        let path = folder.join(specimen.name());
        std::fs::write(&path, specimen.bytes()).map_err(file_failure(&path))
    })
    .into_iter()
    .collect()
}

fn print_accuracy(count: u64, phone: u64, seed: u64, wrong: bool) -> Result<(), Failure> {
    let images = SourceImages::load()?;
    let finder = load_portrait_finder()?;
    let accuracy = Accuracy::measure(&images, &finder, count, seed)?;
    let automatic = measure_automatic_crops(&images, &finder, phone, seed)?;
    println!("{count} specimens, seed {seed}.\n");
    println!("| fault | | told where it is | told where it is not |");
    println!("|---|---|---|---|");
    for rate in accuracy.rates() {
        println!("{}", table_row(rate));
    }
    println!("\n{}", describe_crops(&automatic));
    if wrong {
        for rate in accuracy.rates().iter().filter(|rate| !rate.wrong().is_empty()) {
            eprintln!("{:?}: {}", rate.code(), rate.wrong().join(" "));
        }
        eprintln!("automatic crops:\n{}", automatic.misses().join("\n"));
    }
    Ok(())
}

fn table_row(rate: &FaultRate) -> String {
    let kind = if rate.is_hard() { "blocks" } else { "advises" };
    let (hits, alarms) = (format_share(rate.hits()), format_share(rate.false_alarms()));
    format!("| `{}` | {kind} | {hits} | {alarms} |", wire_name(&format!("{:?}", rate.code())))
}

fn format_share(Share { part, total }: Share) -> String {
    if total == 0 {
        return "–".to_owned();
    }
    format!("{:.1} % ({part} of {total})", 100.0 * f64::from(part) / f64::from(total))
}

/// The name of a fault on the wire: `too_dark` for `TooDark`.
fn wire_name(name: &str) -> String {
    let mut wire = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !wire.is_empty() {
            wire.push('_');
        }
        wire.extend(letter.to_lowercase());
    }
    wire
}

fn describe_crops(automatic: &AutomaticCrops) -> String {
    let total = automatic.picture_count();
    format!(
        "Automatic crop of {total} wide pictures, heads leaning by up to 20°: the head lies within every range in {} by what is \
         true of it, in {} by what is measured on the photo.",
        format_share(Share { part: automatic.right_by_truth(), total }),
        format_share(Share { part: automatic.right_by_measurement(), total }),
    )
}
