namespace Actors.Grains.Origins;

/// <summary>How long a response may be used without asking again (RFC 9111 §4.2): no heuristics, what is not stated is configured.</summary>
internal static class Freshness
{
    /// <summary>"For ever" is said as a date that no arithmetic survives.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <param name="unstated">Lifetime of a response that states none.</param>
    public static DateTimeOffset Until(HttpResponseMessage response, DateTimeOffset now, TimeSpan unstated)
    {
        var control = response.Headers.CacheControl;
        if (control is { NoStore: true } or { NoCache: true })
        {
            return now;
        }

        var lifetime = control?.MaxAge
            ?? response.Content.Headers.Expires - (response.Headers.Date ?? now)
            ?? (HasExpires(response) ? TimeSpan.Zero : unstated);
        var rest = (lifetime < Longest ? lifetime : Longest) - (response.Headers.Age ?? TimeSpan.Zero);
        return rest > TimeSpan.Zero ? now + rest : now;
    }

    // An Expires that is no date means "already expired" (RFC 9111 §5.3).
    private static bool HasExpires(HttpResponseMessage response) => response.Content.Headers.NonValidated.Contains("Expires");
}
