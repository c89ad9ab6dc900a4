//! The server's state, which every handler gets.

use std::sync::Arc;

use sscard_shared::{Date, directory::Directory};

use crate::{
    accounts,
    admission::Admission,
    captcha::Captchas,
    clock::Clock,
    config::{Config, ConfigError},
    db::{Db, DbError, SessionLimits},
    face::Faces,
    host_phone::HostPhoneServices,
    licence::LicenceService,
    limits::{AddressLimit, PersonLimit},
    metrics::Metrics,
    passwords::{HashingError, Passwords},
    photo_store::{PhotoStore, StoreError},
    pictures::Pictures,
    providers::Providers,
    reading::{self, ApplicantLocks, Readers},
    register::Register,
    routes::health::Readiness,
    scans::Scans,
    site::Site,
    sms::SmsSender,
    storage::open_storage,
    tables::Tables,
    texts::{Texts, TextsError},
    throttle::Throttle,
};

/// The server's state. Clones share it.
#[derive(Clone, Debug)]
pub struct App(Arc<AppParts>);

/// The parts of the state.
#[derive(Debug)]
pub struct AppParts {
    /// The settings.
    pub config: Config,
    /// Whether the sandbox is on.
    pub sandbox: bool,
    /// The clock.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// The pictures' bytes.
    pub store: PhotoStore,
    /// The last readiness check.
    pub readiness: Readiness,
    /// The bounds of the requests that are worked on.
    pub admission: Admission,
    /// Decodes and judges pictures.
    pub pictures: Pictures,
    /// Reads identity cards.
    pub readers: Readers,
    /// One reading at a time for each applicant's side.
    pub applicant_locks: ApplicantLocks,
    /// The metrics for the operator's monitoring.
    pub metrics: Metrics,
    /// The operator's tables.
    pub tables: Tables,
    /// The operator's texts.
    pub texts: Texts,
    /// Sends SMS.
    pub sms: Box<dyn SmsSender>,
    /// The register of insured people.
    pub register: Box<dyn Register>,
    /// Recognises faces.
    pub faces: Faces,
    /// The source of electronic licences.
    pub licences: Box<dyn LicenceService>,
    /// Exchanges host applications' codes for numbers.
    pub host_phones: HostPhoneServices,
    /// Hashes and checks passwords.
    pub passwords: Passwords,
    /// The pauses of passwords.
    pub password_throttle: Throttle,
    /// The pauses of codes for a new password, with an account or without.
    pub reset_throttle: Throttle,
    /// The pauses of SMS codes that are sent and not used.
    pub code_throttle: Throttle,
    /// The captchas that were issued.
    pub captchas: Captchas,
    /// SMS that each address may request.
    pub sms_limit: AddressLimit,
    /// Scan codes and sign-ins at a provider that each address may start.
    pub start_limit: AddressLimit,
    /// 资格校验 that each person may request.
    pub eligibility_limit: PersonLimit,
    /// The browsers that wait for a phone.
    pub scans: Scans,
    /// The identity providers.
    pub providers: Providers,
    /// The built app.
    pub site: Site,
}

impl std::ops::Deref for App {
    type Target = AppParts;

    fn deref(&self) -> &AppParts {
        &self.0
    }
}

/// Why the server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The settings cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The database cannot be opened.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The picture store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An operator's text cannot be used.
    #[error(transparent)]
    Texts(#[from] TextsError),
    /// A directory cannot be created, or the address cannot be listened on.
    #[error("{what}: {source}")]
    Io {
        /// What failed.
        what: String,
        /// The cause.
        source: std::io::Error,
    },
    /// Another server works on the same database.
    #[error(
        "another server works on this data ({} is locked): stop it first, or choose another directory with --data",
        lock.display()
    )]
    AlreadyServed {
        /// The locked file.
        lock: std::path::PathBuf,
    },
    /// The models that judge card photos or read identity cards are not built in.
    #[error(transparent)]
    Finder(#[from] crate::finder::ModelsNotBuiltIn),
    /// Passwords cannot be hashed with these settings.
    #[error(transparent)]
    Passwords(#[from] HashingError),
    /// A client for external services cannot be built.
    #[error("cannot make an HTTP client: {0}")]
    Http(#[from] reqwest::Error),
}

impl App {
    /// Opens everything that the settings name.
    ///
    /// # Errors
    /// When something cannot be opened, with a message for the operator.
    pub async fn open(config: Config, clock: Clock) -> Result<Self, StartError> {
        let sandbox = config.is_sandbox_on()?;
        config.check()?;
        // A missing model must stop the start, not the first photo.
        crate::finder::portrait_finder()?;
        let (engine, metrics) = (reading::from_config(&config.reading)?, Metrics::default());
        let (db, store) = open_storage(&config).await?;
        if sandbox && !db.has_accounts().await? {
            let (accounts, now) = (accounts::sample_accounts(clock.today()), clock.now());
            db.replace_accounts(&accounts, "samples", now).await?;
        }
        let texts = Texts::load(&config.texts_dir())?;
        let sms = crate::sms::from_config(&config.sms, sandbox, db.clone(), clock.clone())?;
        let register = crate::register::from_config(&config.register, sandbox, db.clone())?;
        let faces = Faces::from_config(&config.face, sandbox, db.clone())?;
        let licences =
            crate::licence::from_config(&config.licence, sandbox, db.clone(), clock.clone())?;
        let passwords = Passwords::new(&config.accounts, metrics.passwords().clone())?;
        Ok(Self(Arc::new(AppParts {
            sandbox,
            host_phones: HostPhoneServices::from_config(&config.host, sandbox, clock.clone())?,
            licences,
            readiness: Readiness::default(),
            admission: Admission::new(&config.limits),
            pictures: Pictures::new(&config.pictures),
            readers: Readers::new(engine, &config.reading, metrics.readings().clone()),
            applicant_locks: ApplicantLocks::default(),
            metrics,
            tables: Tables::new(db.clone(), sandbox, &texts),
            passwords,
            password_throttle: Throttle::for_passwords(&config.accounts),
            reset_throttle: Throttle::for_resets(&config.sms),
            code_throttle: Throttle::for_codes(&config.sms),
            captchas: Captchas::new(&config.captcha),
            sms_limit: AddressLimit::new(config.sms.per_address_per_hour),
            start_limit: AddressLimit::new(config.session.begins_per_address_per_hour),
            eligibility_limit: PersonLimit::new(config.register.asks_per_person_per_hour),
            scans: Scans::new(config.scan.waiting),
            providers: Providers::new(&config.oidc, sandbox, &clock)?,
            site: Site::new(&config.dist),
            clock,
            db,
            store,
            texts,
            sms,
            register,
            faces,
            config,
        })))
    }

    /// Today's date in Beijing.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// The operator's tables, all branches included.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directory(&self) -> Result<Arc<Directory>, DbError> {
        self.tables.directory().await
    }

    /// The lifetimes of sessions.
    #[must_use]
    pub fn session_limits(&self) -> SessionLimits {
        let session = &self.config.session;
        SessionLimits {
            idle_seconds: session.idle_minutes * 60,
            absolute_seconds: session.absolute_hours * 3_600,
            kept_seconds: session.kept_days * 86_400,
        }
    }
}
