using Actors.Client.Harvests;

namespace Actors.System.Tests.Faults;

/// <summary>
/// What became of harvests at one origin, told by all who know: the origin's own log, the node over HTTP and over the WebSocket,
/// and its store. The log begins with the run; each country is fetched by one of the harvests.
/// </summary>
internal sealed record History
{
    public required HistorySettings Settings { get; init; }

    /// <summary>Every exchange that ended at the origin, in any order.</summary>
    public required IReadOnlyList<OriginExchange> Exchanges { get; init; }

    public required IReadOnlyList<HarvestHistory> Harvests { get; init; }

    /// <summary>The throttle of each label, read after the last harvest had ended.</summary>
    public required IReadOnlyList<ThrottleReading> Throttles { get; init; }

    /// <summary>When the node was killed.</summary>
    public IReadOnlyList<NodeKill> Kills { get; init; } = [];

    /// <summary>An earlier run with the same seed; null if there was none.</summary>
    public IReadOnlyList<HarvestHistory>? Earlier { get; init; }

    /// <summary>Most memory that the node ever had resident, in bytes; null if nobody measured.</summary>
    public long? PeakMemory { get; init; }
}

/// <summary>What bounds the run, and what a bound that is judged from outside must allow for.</summary>
internal sealed record HistorySettings
{
    /// <summary>For people: with it the run can be repeated.</summary>
    public int Seed { get; init; }

    /// <summary>Exchanges in flight at the origin.</summary>
    public required int Cap { get; init; }

    /// <summary>Requests per second; null = any number.</summary>
    public double? PerSecond { get; init; }

    /// <summary>Retries that a new budget has.</summary>
    public double BudgetCapacity { get; init; } = 100;

    /// <summary>Retries that each success earns.</summary>
    public double BudgetPerSuccess { get; init; } = 0.5;

    /// <summary>Retries that each second earns.</summary>
    public double BudgetPerSecond { get; init; } = 2;

    /// <summary>
    /// Milliseconds that news take. A request may arrive so long after the answer that began a hold, because it was on its way; and
    /// a client may have left so long before the origin noticed. It never excuses a retry that comes early.
    /// </summary>
    public double NewsMs { get; init; } = 250;

    /// <summary>
    /// Milliseconds that requests may be late, beyond the 100 that the throttle's spacing absorbs, in a process that gets no processor
    /// time: the node's, or the test's own, where the origin is that writes the times down. Late ones come together.
    /// </summary>
    public double LateMs { get; init; }

    /// <summary>Most bytes that the node may ever have resident: its base, and size cap x permits.</summary>
    public long? MostMemory { get; init; }
}

/// <summary>One line of <c>/_ctl/events</c>. Times are milliseconds of one monotonic clock.</summary>
/// <param name="Attempt">The how-manieth request for this mode and path, from 1.</param>
/// <param name="Status">499 if the client left first, 0 if no status line was sent.</param>
/// <param name="Fault">What struck; null = the honest answer.</param>
/// <param name="RetryAfterMs">How long the answer asked to be left alone, counted from <paramref name="Sent"/>; null if it did not, or not readably.</param>
/// <param name="Bytes">Of the body that were handed to the socket.</param>
internal sealed record OriginExchange(
    long Sequence, string Mode, string Path, int Attempt, int Status, double Received, double Sent, string? Fault = null, double? RetryAfterMs = null, long Bytes = 0)
{
    public const int ClientLeft = 499;

    // What strikes, and leaves a good answer all the same.
    private static readonly string[] Harmless = ["slow", "split", "gzip", "bom", "svgscript", "svgexternal", "changing", "clte", "clconflict", "extra"];

    // Redirects that may be followed, wherever that ends.
    private static readonly string?[] Leading = ["redirloop", "redirchain", "redirlocal", "redirpriv"];

    // Up to this size the origin notes the end before the client can have the last byte.
    private const int WrittenAtOnce = 64 * 1024;

    /// <summary>The same path in two modes is two paths.</summary>
    public string Key => $"{Mode}:{Path}";

    /// <summary>
    /// The client was gone before the origin noticed: it waited no longer, or it had seen that a large answer is not what it wanted.
    /// </summary>
    public bool ClientWasFirst => Status == ClientLeft || (Fault is not null && Bytes > WrittenAtOnce);

    /// <summary>Whoever asks for the same path after this has had no answer yet, or not a good one.</summary>
    public bool WantsRetry => (Fault is not null || Status == ClientLeft) && !IsRedirect;

    /// <summary>
    /// The answer is good enough to earn retries: the file, "not modified", or a place to go on to. Neither an absence nor a body that
    /// cannot be used is.
    /// </summary>
    public bool IsSuccess => (Status is 200 or 304 && (Fault is null || Harmless.Contains(Fault))) || (IsRedirect && Leading.Contains(Fault));

    private bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;

    /// <summary>A hold of the whole host (RFC 9110 §10.2.3, RFC 6585 §4); null if it is none.</summary>
    public double? HoldEnd => Status is 429 or 503 && RetryAfterMs is { } wait ? Sent + wait : null;

    public override string ToString() => $"request {Sequence} ({Key}, attempt {Attempt}, at {Received:F1} ms, {Fault ?? "honest"} {Status} at {Sent:F1} ms)";
}

/// <summary>kill -9 of the node, by the origin's clock.</summary>
/// <param name="Sent">It lived at this moment.</param>
/// <param name="Gone">It was dead at this moment.</param>
internal sealed record NodeKill(double Sent, double Gone)
{
    /// <summary>Whether it may have died before it knew of an answer: nobody remembers what it said then.</summary>
    public bool Forgets(OriginExchange exchange, HistorySettings settings) =>
        exchange.Sent > Sent - settings.NewsMs && exchange.Received < Gone;
}

/// <summary>One harvest, told three times.</summary>
internal sealed record HarvestHistory
{
    /// <summary>Names it among the harvests of the run.</summary>
    public required string Label { get; init; }

    /// <summary>The end, as <c>GET /v1/harvests/{id}</c> tells it.</summary>
    public required Harvest End { get; init; }

    /// <summary>The items of <c>GET /v1/harvests/{id}/events</c>, as they came.</summary>
    public required IReadOnlyList<RecordedEvent> Events { get; init; }

    /// <summary>The event frames of a WebSocket that was subscribed from 0, as they came.</summary>
    public required IReadOnlyList<RecordedEvent> Socket { get; init; }

    /// <summary>What the node had stored of this label before the harvest.</summary>
    public IReadOnlyList<StoredFlag> Before { get; init; } = [];

    /// <summary>What it has stored after it.</summary>
    public IReadOnlyList<StoredFlag> After { get; init; } = [];
}

/// <summary>A stored country.</summary>
/// <param name="Sha256">Of the flag's bytes as they are served, lower hex; null if there is no flag.</param>
/// <param name="Metadata">The JSON as it is served; null if there is none.</param>
internal sealed record StoredFlag(string Code, string? Sha256, string? Metadata);

/// <summary>The members of <c>GET /v1/origins/{label}</c> that count.</summary>
internal sealed record ThrottleReading(string Label, int InFlight, int Waiting);
