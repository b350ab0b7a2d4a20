namespace Actors.Client;

/// <summary>
/// The node answered with a problem (RFC 9457) or an <c>error</c> frame: it understood the request and says why it will
/// not do it. <see cref="Code"/> is stable; <see cref="Detail"/> is for people and may change.
/// </summary>
/// <param name="status">The HTTP status, or the close code of a socket; 0 for an <c>error</c> frame.</param>
public sealed class ActorsProblemException(int status, string code, string detail, string? field = null, TimeSpan? retryAfter = null)
    : Exception(detail)
{
    /// <summary>The HTTP status, or the close code of a socket (4400-4499); 0 where an <c>error</c> frame carried the problem.</summary>
    public int Status { get; } = status;

    /// <summary>Stable name of the problem, for example <c>unknown_origin</c>; <c>http_{status}</c> if the answer named none.</summary>
    public string Code { get; } = code;

    /// <summary>One sentence for people.</summary>
    public string Detail { get; } = detail;

    /// <summary>The member of the request that is to blame (<c>countries[2]</c>); null if none is named.</summary>
    public string? Field { get; } = field;

    /// <summary>How long to wait before asking again; null if the node named no time.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
