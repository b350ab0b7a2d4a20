using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Telnet;

/// <summary>The character finder over TCP. Section <c>Telnet</c>.</summary>
internal sealed class TelnetOptions
{
    /// <summary>Where it listens: an IP address, or <c>localhost</c> for 127.0.0.1. Default 127.0.0.1.</summary>
    [IPAddress] public string Address { get; set; } = "127.0.0.1";

    /// <summary>Its port; 0 = it is off. Default 2323, the book's.</summary>
    [Range(0, IPEndPoint.MaxPort)] public int Port { get; set; } = 2323;

    /// <summary>Sessions at one time, 1-10,000. Default 256.</summary>
    [Range(1, 10_000)] public int MaxSessions { get; set; } = 256;

    /// <summary>How long a session may take to its next whole line, 0.1 seconds to one day. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")] public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Null if it is off. Only of options that are valid.</summary>
    public IPEndPoint? EndPoint => Port == 0 ? null : new IPEndPoint(IPAddressAttribute.Parse(Address)!, Port);
}

[OptionsValidator]
internal sealed partial class TelnetOptionsValidator : IValidateOptions<TelnetOptions>;
