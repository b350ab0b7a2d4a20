using System.Net.Sockets;
using Actors.Grains.Throttles;

namespace Actors.Grains.Origins;

/// <summary>What an exception of the transport means. .NET reports a reset as "unknown", so the socket's own error decides.</summary>
internal static class TransportFailure
{
    /// <summary>The code of an exception that nobody thought of: a defect of ours.</summary>
    public const string Unknown = "transport_error";

    public static FailureCause Classify(Exception error, bool isBody)
    {
        var phase = isBody ? "body" : "headers";
        if (Find<BlockedAddressException>(error) is { } blocked)
        {
            return new FailureCause("ssrf_blocked", "connect", blocked.Message);
        }

        if (Find<TimeoutException>(error) is not null)
        {
            return FailureCause.OfHost("timeout_connect", "connect", "The connection took too long.");
        }

        return error switch
        {
            // The process is stopping: its connections are gone.
            OperationCanceledException or ObjectDisposedException => FailureCause.PermitLost,
            HttpRequestException request => OfRequest(request.HttpRequestError, Find<SocketException>(error)?.SocketErrorCode, isBody),
            HttpIOException io => OfRequest(io.HttpRequestError, null, isBody),
            IOException or SocketException => OfRequest(HttpRequestError.Unknown, null, isBody),
            // Trying again cannot mend it.
            _ => new FailureCause(Unknown, phase, $"The exchange failed: {error.GetType().Name}."),
        };
    }

    private static FailureCause OfRequest(HttpRequestError error, SocketError? socket, bool isBody) => error switch
    {
        HttpRequestError.NameResolutionError => FailureCause.OfHost("dns_failure", "connect", "The origin's name could not be resolved."),
        HttpRequestError.SecureConnectionError =>
            new FailureCause("tls_failure", "connect", "No secure connection to the origin.") { Host = HostSignal.Failure },
        HttpRequestError.ConfigurationLimitExceeded =>
            new FailureCause("headers_too_large", "headers", "The origin's headers are too large."),
        HttpRequestError.ConnectionError => socket switch
        {
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                FailureCause.OfHost("dns_failure", "connect", "The origin's name could not be resolved."),
            SocketError.ConnectionRefused => FailureCause.OfHost("connect_refused", "connect", "The origin refused the connection."),
            _ => FailureCause.OfHost("connect_failed", "connect", "No connection to the origin."),
        },
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError =>
            FailureCause.OfHost("invalid_response", isBody ? "body" : "headers", "The origin's answer is not HTTP."),
        _ when isBody => FailureCause.OfHost("body_truncated", "body", "The connection ended before the body did."),
        _ => FailureCause.OfHost("connection_reset", "headers", "The origin closed the connection without an answer."),
    };

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is T found)
            {
                return found;
            }
        }

        return null;
    }
}
