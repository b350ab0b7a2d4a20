using Microsoft.Extensions.Logging;

namespace Actors.Grains.Origins;

internal sealed partial class HttpOrigin
{
    /// <summary>What somebody should look at: a defect of ours, or an origin that leads where it must not.</summary>
    private void Notice(Upstream origin, Uri url, string code, Exception error)
    {
        switch (code)
        {
            case TransportFailure.Unknown:
                Telemetry.TransportErrors.Add(1);
                LogUnknown(error, origin.Label);
                break;
            case "ssrf_blocked":
                Telemetry.BlockedAddresses.Add(1, new KeyValuePair<string, object?>("origin", origin.Label));
                LogBlocked(origin.Label, UrlTemplate.AuthorityOf(url));
                break;
            default:
                break;
        }
    }

    [LoggerMessage(EventId = 2201, Level = LogLevel.Error,
        Message = "An exchange with {Origin} failed in a way that has no code of its own")]
    private partial void LogUnknown(Exception error, string origin);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Warning,
        Message = "Security: {Origin} led to {Authority}, whose address it may not use; no connection was made")]
    private partial void LogBlocked(string origin, string authority);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Information,
        Message = "The SVG at {Path} has active content: {Content}; it is kept, and served under a policy that stops it")]
    private partial void LogActiveContent(string path, ActiveContent content);
}
