namespace Actors.Client.Harvests;

/// <summary>Why a country failed: the cause of its last exchange.</summary>
/// <param name="Code">Stable, for example <c>http_5xx</c> or <c>timeout_headers</c>.</param>
/// <param name="Exchange"><c>flag</c> or <c>metadata</c>; null where no exchange is to blame.</param>
/// <param name="Phase">How far the exchange came, for example <c>connect</c> or <c>body</c>.</param>
/// <param name="Status">The HTTP status, when one arrived.</param>
/// <param name="Attempts">Requests sent for that exchange.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record FetchError(string Code, string? Exchange, string? Phase, int? Status, int Attempts, string? Message);
