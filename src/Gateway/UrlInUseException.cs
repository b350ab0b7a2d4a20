namespace Actors.Gateway;

/// <summary>The address that <c>Urls</c> names belongs to another process.</summary>
public sealed class UrlInUseException(string url, int port)
    : IOException($"Urls: port {port} of {url} is in use, perhaps by another node.")
{
    public string Url { get; } = url;
}
