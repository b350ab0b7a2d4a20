using System.Net.Sockets;

namespace Actors.Grains.Origins;

/// <summary>What an exception of the transport means. .NET reports a reset as "unknown", so the socket's own error decides.</summary>
internal static class TransportFailure
{
    public static FailureCause Classify(Exception error, bool isBody)
    {
        var request = Find<HttpRequestException>(error);
        var socket = Find<SocketException>(error);
        return request?.HttpRequestError switch
        {
            _ when Find<BlockedAddressException>(error) is { } blocked => new FailureCause("ssrf_blocked", "connect", blocked.Message),
            HttpRequestError.NameResolutionError => FailureCause.OfHost("dns_failure", "connect", "The origin's name could not be resolved."),
            HttpRequestError.SecureConnectionError => new FailureCause("tls_failure", "connect", "No secure connection to the origin."),
            HttpRequestError.ConfigurationLimitExceeded => new FailureCause("headers_too_large", "headers", "The origin's headers are too large."),
            HttpRequestError.ConnectionError when socket?.SocketErrorCode == SocketError.HostNotFound =>
                FailureCause.OfHost("dns_failure", "connect", "The origin's name could not be resolved."),
            HttpRequestError.ConnectionError when socket?.SocketErrorCode == SocketError.ConnectionRefused =>
                FailureCause.OfHost("connect_refused", "connect", "The origin refused the connection."),
            HttpRequestError.ConnectionError => FailureCause.OfHost("connect_failed", "connect", "No connection to the origin."),
            _ when isBody && (request is not null || error is IOException) => FailureCause.OfHost("body_truncated", "body", "The connection ended before the body did."),
            HttpRequestError.InvalidResponse => FailureCause.OfHost("invalid_response", "headers", "The origin's answer is not HTTP."),
            _ when request is not null || error is IOException =>
                FailureCause.OfHost("connection_reset", "headers", "The origin closed the connection without an answer."),
            // A defect of ours, most likely: trying again cannot mend it.
            _ => new FailureCause("transport_error", isBody ? "body" : "headers", $"The exchange failed: {error.GetType().Name}."),
        };
    }

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
