namespace Actors.Grains.Countries;

/// <summary>Why a country failed: the last exchange's cause, as stable codes and a sentence for people.</summary>
/// <param name="Code">For example <c>http_5xx</c>, <c>timeout_headers</c>, <c>connect_refused</c>.</param>
/// <param name="Exchange"><c>flag</c> or <c>metadata</c>; null where no exchange is to blame.</param>
/// <param name="Phase"><c>permit</c>, <c>connect</c>, <c>headers</c>, <c>body</c>, <c>content</c>, <c>store</c>.</param>
/// <param name="Status">The HTTP status, when one arrived.</param>
/// <param name="Attempts">Requests sent for that exchange.</param>
/// <param name="Message">One sentence; never a secret.</param>
[GenerateSerializer, Immutable, Alias("actors.fetch-error")]
public sealed record FetchError(
    [property: Id(0)] string Code,
    [property: Id(1)] string? Exchange,
    [property: Id(2)] string? Phase,
    [property: Id(3)] int? Status,
    [property: Id(4)] int Attempts,
    [property: Id(5)] string Message);
